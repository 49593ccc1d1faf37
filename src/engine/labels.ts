/** On everything we make on an engine: the workspace's id, or `shared`. `clean` goes by this label alone. */
export const WORKSPACE_LABEL = "size-matters.workspace";
/** What a thing is for: `feed`, `apt-cache`, `app`, … */
export const ROLE_LABEL = "size-matters.role";
/** On bases made from Debian packages where no registry is reachable. */
export const STAND_IN_LABEL = "size-matters.stand-in";
/** On stand-ins: a digest of the recipes that made them. */
export const RECIPE_LABEL = "size-matters.recipe";
/** The workspace id of what all workspaces on an engine use together. */
export const SHARED = "shared";

/** The labels of one thing, ready for the Engine API. */
export function labelled(workspace: string, role: string): Record<string, string> {
  return { [WORKSPACE_LABEL]: workspace, [ROLE_LABEL]: role };
}
