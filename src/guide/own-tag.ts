import type { Context } from "../context.ts";
import { lookAtLab } from "./current-lab.ts";
import { labTag } from "./own-build.ts";
import { workspaceId } from "./workspace.ts";

/** How the learner's image is called, of the lab that they are at. Nothing is made. */
export async function ownTag(
  outside: Pick<Context, "files" | "host" | "signal">,
  named: string | undefined,
): Promise<string> {
  const { lab, workspace } = await lookAtLab(outside, named);
  return labTag({ id: (await workspaceId(outside, workspace.folder)) ?? "" }, lab);
}
