import type { Context, Workshop } from "../context.ts";
import type { Lab } from "../labs/lab.ts";
import { atLab, mustHaveDockerfile } from "./current-lab.ts";
import { labTag, ownBuild } from "./own-build.ts";
import { prepareLab } from "./prepare-lab.ts";
import type { Workspace } from "./workspace.ts";

type Outside = Pick<Context, "engines" | "files" | "host" | "signal">;

/** A learner's image: what it is built from, and its tag. */
export interface OwnImage {
  readonly workspace: Workspace;
  /** The lab that they are at; null before they go to one. */
  readonly lab: Lab | null;
  readonly labs: readonly Lab[];
  readonly tag: string;
}

/**
 * The image that a learner works on: the current lab's, or one of their own before the first lab.
 * @throws UserError when there is no Dockerfile to build it from
 */
export async function ownImage(outside: Outside, named: string | undefined): Promise<OwnImage> {
  const at = await atLab(outside, named);
  await mustHaveDockerfile(outside, at);
  const { workspace, labs } = at;
  const lab = workspace.progress.current === null ? null : at.lab;
  return { workspace, lab, labs, tag: lab ? labTag(workspace, lab) : `size-matters/${workspace.id}:mine` };
}

/** Builds it as the lab's check does, and what else the lab speaks of. */
export async function buildOwn(
  outside: Outside,
  workshop: Workshop,
  { workspace, lab, labs, tag }: OwnImage,
  onLine: (line: string) => void,
) {
  if (lab) await prepareLab(outside, workshop, { workspace, lab, labs }, onLine);
  const tokenArgument = lab?.file.token !== "secret";
  return outside.engines.build(workshop, { ...ownBuild(workspace, tag), tokenArgument, onLine });
}
