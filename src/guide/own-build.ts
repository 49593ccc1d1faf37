import type { BuildRequest } from "../context.ts";
import type { Lab } from "../labs/lab.ts";
import type { Workspace } from "./workspace.ts";

/** A build that takes longer has hung. */
const BUILD_WITHIN_SECONDS = 20 * 60;

/** The tag of the learner's image in a lab. */
export function labTag({ id }: Pick<Workspace, "id">, lab: Pick<Lab, "id">): string {
  return `size-matters/${id}:${lab.id}`;
}

/** What is asked of the builder for the learner's own Dockerfile. */
export function ownBuild(
  { dockerfile, app }: Workspace,
  tag: string,
  seconds = BUILD_WITHIN_SECONDS,
): BuildRequest {
  return { dockerfile, context: app, tag, deadline: seconds * 1000 };
}

/** The build arguments that a Dockerfile's FROM may use, as `build` gives them. */
export function buildArguments(bases: readonly { name: string; pinned: string }[]): Record<string, string> {
  const slim = bases.find(({ name }) => name === "slim");
  return slim ? { SLIM: slim.pinned } : {};
}
