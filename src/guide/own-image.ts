import type { Context } from "../context.ts";
import { UserError } from "../errors.ts";
import { readLadder } from "./ladder.ts";
import { openWorkspace, type Workspace, workspaceFolder } from "./workspace.ts";

/** The tag of the image that a learner builds from their own Dockerfile. */
export function ownTag(workspace: Pick<Workspace, "id">): string {
  return `size-matters/${workspace.id}:mine`;
}

/**
 * The learner's workspace, laid out where it is missing.
 * @throws UserError when it has no Dockerfile
 */
export async function learnersWorkspace(
  ctx: Pick<Context, "files" | "host" | "signal">,
  named: string | undefined,
): Promise<Workspace> {
  const [naive] = await readLadder(ctx);
  if (naive === undefined) throw new Error("the package holds no dockerfiles");
  const workspace = await openWorkspace(ctx, await workspaceFolder(ctx, named), naive.path);
  if (await ctx.files.exists(workspace.dockerfile)) return workspace;
  throw new UserError(`There is no Dockerfile in ${workspace.app}.`, {
    fix: `Write one, or take the naive one: cp ${naive.path} ${workspace.dockerfile}`,
  });
}
