import { z } from "zod";
import { type FinalSystem, finalSystem, type Held } from "../final-system.ts";
import type { Kind } from "../kind.ts";
import { missingFile } from "../missing-file.ts";
import { matcherOf, paths, throughLinks } from "../paths.ts";
import { fewOf, layerEvidence } from "../places.ts";
import type { Reading } from "../subject.ts";
import { typed } from "../typed.ts";
import { type Judgement, met, notYet } from "../verdict.ts";

const options = z
  .strictObject({
    present: paths.optional().describe("What must be there; `*` is a part of a name, `**` any folders."),
    absent: paths.optional().describe("What must not be there; `*` is a part of a name, `**` any folders."),
  })
  .refine(
    ({ present, absent }) => present !== undefined || absent !== undefined,
    "Say which files must be present, or absent",
  );

declare module "../kind.ts" {
  interface CheckKinds {
    "final-files": z.infer<typeof options>;
  }
}

/** What the file system of a container shows, and what it does not. */
export const finalFiles: Kind<z.infer<typeof options>> = {
  says: "A container of the image sees these files, or does not see them.",
  options,
  async judge({ present = [], absent = [] }, subject) {
    const reading = await subject.reading();
    const system = finalSystem(reading);
    const missing = present.find((pattern) => !named(system, [pattern]).some((one) => isThere(system, one)));
    const expected = [
      ...(present.length > 0 ? [`there: ${present.join(", ")}`] : []),
      ...(absent.length > 0 ? [`not there: ${absent.join(", ")}`] : []),
    ].join("; ");
    const { tag } = subject.image;
    if (missing !== undefined) {
      return notYet(
        { expected, actual: `missing: ${missing}` },
        [missingFile(reading, missing)],
        "Which instruction should bring it? Is it in the build context, and not left out by .dockerignore?",
        typed(["docker", "run", "--rm", "-it", "--entrypoint", "sh", tag]),
      );
    }
    const tooMany = named(system, absent);
    return tooMany.length === 0 ? met(expected, "so it is") : thereStill(expected, reading, tooMany, tag);
  },
};

function named(system: FinalSystem, patterns: readonly string[]): Held[] {
  const matches = matcherOf(throughLinks(patterns, system));
  return system.names.filter(({ path }) => matches(path));
}

/** A link that leads nowhere is a name, and no file. */
function isThere(system: FinalSystem, { path }: Held): boolean {
  return system.follow(path) !== null;
}

function thereStill(expected: string, reading: Reading, found: readonly Held[], tag: string): Judgement {
  const layer = found[0]?.entry.layer ?? 0;
  const isBase = reading.layers[layer]?.owner === "base";
  return notYet(
    { expected, actual: `there: ${fewOf(found.map(({ path }) => path))}` },
    [layerEvidence(reading, layer, found[0]?.path)],
    isBase
      ? `Layer ${layer} is one of the base's: stand on a base without it.`
      : `Layer ${layer} brings it: do not bring it in.`,
    typed(["size-matters", "inspect", tag, "--tree", `${layer}`]),
  );
}
