import { createHash } from "node:crypto";
import { join } from "node:path";
import type { EarlierBuild } from "../../checks/subject.ts";
import { readDockerfile } from "../../dockerfile/dockerfile.ts";
import { UserError } from "../../errors.ts";
import type { Lab } from "../../labs/lab.ts";
import { labNamed } from "../../labs/read-labs.ts";
import { folderDigest } from "../folder-digest.ts";
import { readLadder } from "../ladder.ts";
import { layOutLeg } from "../leg.ts";
import { valuesFor } from "../move-to.ts";
import type { Asked, Outside } from "../open-subject.ts";
import { buildArguments } from "../own-build.ts";
import { baseOf } from "./base.ts";
import { keepMeasure, type Measure, measuredBefore } from "./kept-measures.ts";
import { readBuilt } from "./reading.ts";

/**
 * What an earlier lab's build has: the learner's own, or the reference's when that is smaller. Else somebody could blow
 * up the one that is the measure.
 */
export async function earlierBuild(outside: Outside, asked: Asked, name: string): Promise<EarlierBuild> {
  const lab = labNamed(asked.labs, name);
  const reference = await referenceBuild(outside, asked, lab);
  const own = asked.workspace.progress.of(lab.id).build;
  const isOwn = own !== null && own.bytes <= reference.bytes;
  return {
    ...smallerOf(reference, own),
    whose: isOwn ? `your own ${lab.id} image` : `the ${lab.id} image of the ladder`,
  };
}

/** The smaller figure of each kind. A figure of 0 is none: it would ask for the impossible. */
export function smallerOf(reference: Measure, own: Measure | null): Measure {
  const smaller = (key: keyof Measure) => Math.min(reference[key], own?.[key] || Number.POSITIVE_INFINITY);
  return { bytes: smaller("bytes"), baseBytes: smaller("baseBytes") };
}

/** The measures of a lab's reference, built where they are not known yet. */
export async function referenceBuild(outside: Outside, asked: Asked, lab: Lab): Promise<Measure> {
  const { workspace, workshop } = asked;
  const folder = join(workspace.folder, ".size-matters", `reference-${lab.id}-${process.pid}`);
  try {
    const values = await valuesFor(workspace, lab);
    await layOutLeg(outside, await readLadder(outside), { lab, leg: { kind: "reference" }, values }, folder);
    const text = (await outside.files.read(join(folder, "Dockerfile"))) ?? "";
    const { engine, bases } = workshop;
    const of = createHash("sha256")
      .update(JSON.stringify([await folderDigest(outside, folder), bases, engine.facts.id]))
      .digest("hex");
    const known = await measuredBefore(outside, of);
    if (known) return known;
    const measured = await measure(outside, asked, folder, text, lab);
    await keepMeasure(outside, of, measured);
    return measured;
  } finally {
    await outside.files.remove(folder);
  }
}

async function measure(
  outside: Outside,
  asked: Asked,
  folder: string,
  text: string,
  lab: Lab,
): Promise<Measure> {
  const { workspace, workshop } = asked;
  const tag = `size-matters/${workspace.id}:reference-${lab.id}`;
  const request = { dockerfile: join(folder, "Dockerfile"), context: folder, tag, role: "reference" };
  const built = await outside.engines.build(workshop, request);
  if (!built.ok)
    throw new UserError(`The reference of ${lab.id} could not be built: ${built.words}`, {
      fix: "Type: size-matters doctor",
    });
  const dockerfile = readDockerfile(text, buildArguments(workshop.bases));
  const reference = { ...asked, lab, dockerfile, image: { id: built.imageId, tag } };
  const base = await baseOf(outside, reference);
  const { image, layers } = await readBuilt(outside, reference, { id: built.imageId, base, find: [] });
  if (base.layers === null) {
    throw new UserError(`The engine has no ${base.reference}, on which the reference of ${lab.id} stands.`, {
      fix: `Pull it: docker pull ${base.reference}`,
    });
  }
  const baseBytes = layers.slice(0, base.layers).reduce((total, { bytes }) => total + bytes, 0);
  return { bytes: image.bytes, baseBytes };
}
