import { basename, join, sep } from "node:path";
import type { Context, Watching } from "../../context.ts";
import type { Workspace } from "../workspace.ts";

/** What editors lay down beside a file while they save it, and what Python leaves lying about. */
const PASSING = /^(4913|\..*\.sw[a-px]|.*~|\.#.*|#.*#|.*___jb_(tmp|old)___|__pycache__|\.git|\.DS_Store)$/;

/** Looks out for changes of the learner's files, also where the whole folder goes away and comes back. */
export function watchOwnFiles(
  { watch }: Pick<Context, "watch">,
  { folder, app }: Workspace,
  onChange: () => void,
): Promise<Watching> {
  const probe = join(folder, ".size-matters", "probe");
  const seen = [folder, join(folder, ".size-matters"), probe];
  const ignored = (path: string) =>
    !seen.includes(path) && ((path !== app && !path.startsWith(app + sep)) || PASSING.test(basename(path)));
  return watch(folder, { ignored, probe, onChange });
}
