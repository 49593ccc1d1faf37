import type { Values } from "../labs/fill.ts";
import type { Lab } from "../labs/lab.ts";
import { valuesFor } from "./move-to.ts";
import { labTag } from "./own-build.ts";
import { riddleTag } from "./riddle.ts";
import type { Workspace } from "./workspace.ts";

/** What stands for `{{image}}`, `{{riddle}}`, `{{naive}}` and `{{word}}` in a lab's texts. */
export async function lessonValues(workspace: Workspace, lab: Lab): Promise<Values> {
  const names = {
    image: labTag(workspace, lab),
    naive: labTag(workspace, { id: "naive" }),
    riddle: riddleTag(workspace, lab),
  };
  return { ...names, ...(await valuesFor(workspace, lab)) };
}
