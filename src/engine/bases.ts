import type { Base, BaseName, Builder, Context, Engine, Report } from "../context.ts";
import { messageOf, UserError } from "../errors.ts";
import { STAND_IN_LABEL } from "./labels.ts";
import { isOutdated, makeStandIns } from "./stand-ins.ts";

type Outside = Pick<Context, "run" | "files" | "host" | "processes" | "network" | "signal">;

/** The images that the ladder starts from. */
export const BASES: Readonly<Record<BaseName, string>> = {
  slim: "python:3.13-slim",
  full: "python:3.13",
};

/**
 * Makes every base present: as it is, from a registry, or (in our own engine only) as a stand-in made of Debian
 * packages.
 * @throws UserError when a base cannot be had
 */
export async function provideBases(
  outside: Outside,
  engine: Engine,
  builder: Builder,
  report: Report,
): Promise<Base[]> {
  const present = await presentBases(engine);
  const outdated = await Promise.all(present.map((base) => isOutdated(outside, engine, base)));
  if (engine.ours && outdated.includes(true)) await makeStandIns(outside, engine, builder, report);
  const missing = Object.values(BASES).filter((name) => !present.some(({ reference }) => reference === name));
  const refusals: string[] = [];
  for (const reference of missing) {
    const refusal = await tryPull(outside, engine, reference, report);
    if (refusal !== null) refusals.push(`${reference}: ${refusal}`);
    if (refusal !== null && engine.ours) break;
  }
  if (refusals.length > 0) {
    if (!engine.ours) throw cannotBeHad(refusals, engine);
    report("no registry is reachable: making stand-ins from Debian packages");
    await makeStandIns(outside, engine, builder, report);
  }
  return presentBases(engine);
}

/** The bases that the engine holds now. Nothing is fetched. */
export async function presentBases({ docker }: Engine): Promise<Base[]> {
  const bases: Base[] = [];
  for (const [name, reference] of Object.entries(BASES) as [BaseName, string][]) {
    const found = await docker.image(reference);
    if (found === null) continue;
    const repository = reference.split(":")[0] ?? reference;
    const digest = found.digests.find((known) => known.startsWith(`${repository}@`))?.split("@")[1];
    bases.push({
      name,
      reference,
      pinned: digest === undefined ? reference : `${reference}@${digest}`,
      standIn: found.labels[STAND_IN_LABEL] === "true",
    });
  }
  return bases;
}

const REGISTRY_ANSWERS_WITHIN = 15_000;

/** Why the engine cannot reach the bases' registry, in its own words; null when it can. Pulls nothing. */
export async function registryRefusal(
  { signal }: Pick<Context, "signal">,
  { docker }: Engine,
): Promise<string | null> {
  try {
    await docker.askRegistry(
      BASES.slim,
      AbortSignal.any([signal, AbortSignal.timeout(REGISTRY_ANSWERS_WITHIN)]),
    );
    return null;
  } catch (error) {
    signal.throwIfAborted();
    return messageOf(error);
  }
}

/** The registry's refusal in its own words, or null when the image is here now. */
export async function tryPull(
  outside: Pick<Outside, "signal">,
  engine: Engine,
  reference: string,
  report: Report,
): Promise<string | null> {
  report(`pulling ${reference}`);
  try {
    await engine.docker.pull(
      reference,
      (status) => report(`pulling ${reference}: ${status}`),
      outside.signal,
    );
    return null;
  } catch (error) {
    outside.signal.throwIfAborted();
    return messageOf(error);
  }
}

/** The error for bases that no registry gives, on an engine that gets no stand-ins. */
export function cannotBeHad(refusals: readonly string[], engine: Engine): UserError {
  return new UserError(`The base images cannot be had:\n  ${refusals.join("\n  ")}`, {
    fix:
      `Connect this machine to its registry and type the command again, or bring them by hand (docker save, docker load).\n` +
      `Stand-ins are never put into an engine that is not ours (${engine.endpoint.host}): for them, add --private-engine.`,
  });
}
