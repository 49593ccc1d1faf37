import type { Context, Engine, LabBase, Report, Workshop } from "../context.ts";
import { UserError } from "../errors.ts";
import { cannotBeHad, tryPull } from "./bases.ts";
import { STAND_IN_LABEL } from "./labels.ts";
import { recipeImage } from "./recipe-image.ts";
import { lastWords } from "./root.ts";

type Outside = Pick<Context, "run" | "files" | "host" | "signal">;

/** What of a lab's own base is here; null where nothing is. */
export async function presentLabBase(
  { docker }: Engine,
  reference: string,
): Promise<{ standIn: boolean } | null> {
  const found = await docker.image(reference);
  return found && { standIn: found.labels[STAND_IN_LABEL] === "true" };
}

/**
 * Makes a lab's own base present: as it is, from its registry, or (in our own engine only) as a stand-in, which is built
 * anew where its recipe is another one by now.
 * @throws UserError when it cannot be had
 */
export async function provideLabBase(
  outside: Outside,
  workshop: Workshop,
  { reference, standIn }: LabBase,
  report: Report,
): Promise<void> {
  const { engine } = workshop;
  const present = await presentLabBase(engine, reference);
  const mayBeOld = present?.standIn && engine.ours && standIn !== null;
  if (present && !mayBeOld) return;
  const refusal = present ? null : await tryPull(outside, engine, reference, report);
  if (!present && refusal === null) return;
  if (!engine.ours || standIn === null) throw cannotBeHad([`${reference}: ${refusal}`], engine);
  await recipeImage(
    outside,
    workshop,
    { tag: reference, folder: standIn, role: "base" },
    {
      report,
      failed: (result) =>
        new UserError(`A stand-in for ${reference} could not be made: ${lastWords(result, 4)}`, {
          fix: "Check that this machine reaches Debian's packages, and type the command again.",
        }),
    },
  );
}
