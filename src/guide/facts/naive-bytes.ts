import { labNamed } from "../../labs/read-labs.ts";
import type { Asked, Outside } from "../open-subject.ts";
import { labTag } from "../own-build.ts";
import { referenceBuild } from "./earlier.ts";
import { keepMeasure, measuredBefore } from "./kept-measures.ts";
import { readBuilt } from "./reading.ts";

/** All layers of the learner's naive image together; the reference's where the engine has none of theirs. */
export async function naiveBytes(outside: Outside, asked: Asked): Promise<number> {
  const { workspace, workshop, labs } = asked;
  const naive = labNamed(labs, "naive");
  const held = await workshop.engine.docker.image(labTag(workspace, naive));
  if (!held) return (await referenceBuild(outside, asked, naive)).bytes;
  const { build } = workspace.progress.of(naive.id);
  if (build?.of === held.id) return build.bytes;
  const known = await measuredBefore(outside, held.id);
  if (known) return known.bytes;
  const { bytes } = (await readBuilt(outside, asked, { id: held.id, base: null, find: [] })).image;
  await keepMeasure(outside, held.id, { bytes, baseBytes: 0 });
  return bytes;
}
