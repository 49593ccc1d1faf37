import { join } from "node:path";
import type { Context, ToolName, Workshop } from "../context.ts";
import type { Lab } from "../labs/lab.ts";
import { learnerJob } from "./learner-job.ts";
import { attemptOf, type Leg } from "./leg.ts";
import { labTag, ownBuild } from "./own-build.ts";
import { WORDS } from "./words.ts";
import type { Workspace } from "./workspace.ts";

type Outside = Pick<Context, "engines" | "files" | "tools">;

/** A file that holds what a tool prints of the learner's image. */
interface Made {
  readonly file: string;
  /** The tool's name and its arguments, without the image. */
  readonly run: readonly string[];
}

/**
 * Makes the files of a leg that hold what a tool prints of its image, after the others were laid out. Where the image
 * cannot be built, there are none: whoever checks it says why.
 * @throws UserError where the tool is not here
 */
export async function makeFiles(
  { engines, files, tools }: Outside,
  { workshop, workspace, lab }: { workshop: Workshop; workspace: Workspace; lab: Lab },
  leg: Leg,
): Promise<void> {
  const made = madeIn(lab, leg);
  if (made.length === 0) return;
  const tokenArgument = lab.file.token === "argument-and-secret";
  const built = await engines.build(workshop, {
    ...ownBuild(workspace, labTag(workspace, lab)),
    tokenArgument,
  });
  if (!built.ok) return;
  for (const { file, run } of made) {
    const [tool, ...args] = run as [ToolName, ...string[]];
    const { stdout } = await tools.run(workshop, learnerJob({ tool, args, files: {} }, built.imageId, false));
    await files.write(join(workspace.app, file), stdout);
  }
}

/** What a reference cannot hold, and how it is made: the lines for a screen, none where there is nothing. */
export function byHandLines(workspace: Pick<Workspace, "id">, lab: Lab): string[] {
  const made = lab.file.reference?.made ?? [];
  if (made.length === 0) return [];
  const image = labTag(workspace, lab);
  const commands = made.map(({ file, run }) => `  size-matters run ${run.join(" ")} ${image} > app/${file}`);
  return [WORDS.solution.byHand, ...commands, ""];
}

function madeIn(lab: Lab, leg: Leg): readonly Made[] {
  const ofReference = lab.file.reference?.made ?? [];
  if (leg.kind === "start") return [];
  if (leg.kind === "reference") return ofReference;
  return attemptOf(lab, leg)?.made ?? [];
}
