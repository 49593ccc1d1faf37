import { randomBytes } from "node:crypto";
import { join } from "node:path";
import type { Context, Report, Workshop } from "../context.ts";
import { UserError } from "../errors.ts";
import { comparesWithNaive } from "../labs/answers/answer-kinds.ts";
import type { Lab } from "../labs/lab.ts";
import { provideLabBases } from "./lab-bases.ts";
import { readLadder } from "./ladder.ts";
import { layOutLeg } from "./leg.ts";
import { valuesFor } from "./move-to.ts";
import { labTag } from "./own-build.ts";
import { riddleImage } from "./riddle.ts";
import type { Workspace } from "./workspace.ts";

type Outside = Pick<Context, "engines" | "files" | "host">;

/**
 * Fetches the lab's own bases, and builds the images that its text speaks of and that the learner does not build there:
 * the riddle, and the naive image of somebody who has skipped it. What is there stays.
 * @throws UserError when one cannot be had
 */
export async function prepareLab(
  outside: Outside,
  workshop: Workshop,
  { workspace, lab, labs }: { workspace: Workspace; lab: Lab; labs: readonly Lab[] },
  report: Report = () => {},
): Promise<void> {
  await provideLabBases(outside, workshop, lab, report);
  if (lab.file.riddle) await riddleImage(outside, workshop, workspace, lab);
  const naive = labs.find(({ id }) => id === "naive");
  if (!naive || lab.id === naive.id || !(await needsNaive(outside, lab))) return;
  const tag = labTag(workspace, naive);
  if (await workshop.engine.docker.image(tag)) return;
  await buildReference(outside, workshop, { workspace, lab: naive, tag }, report);
}

async function needsNaive(outside: Outside, lab: Lab): Promise<boolean> {
  const isCompared = lab.file.questions.some(({ answer }) => comparesWithNaive(answer));
  return isCompared || (await speaksOf(outside, lab, "{{naive}}"));
}

async function speaksOf({ files }: Outside, { folder, file }: Lab, value: string): Promise<boolean> {
  const texts = await Promise.all(file.steps.map(({ text }) => files.read(join(folder, text))));
  return [...texts, JSON.stringify(file)].some((text) => text?.includes(value));
}

async function buildReference(
  outside: Outside,
  workshop: Workshop,
  { workspace, lab, tag }: { workspace: Workspace; lab: Lab; tag: string },
  report: Report,
): Promise<void> {
  const folder = join(workspace.folder, ".size-matters", `prepared-${randomBytes(4).toString("hex")}`);
  try {
    const values = await valuesFor(workspace, lab);
    await layOutLeg(outside, await readLadder(outside), { lab, leg: { kind: "reference" }, values }, folder);
    const dockerfile = join(folder, "Dockerfile");
    const built = await outside.engines.build(workshop, { dockerfile, context: folder, tag, onLine: report });
    if (built.ok) return;
    throw new UserError(`The image of the lab ${lab.id} could not be built: ${built.words}`, {
      fix: "Type: size-matters doctor",
    });
  } finally {
    await outside.files.remove(folder);
  }
}
