import { randomBytes } from "node:crypto";
import { dirname, join } from "node:path";
import type { Context, WorkspaceSecrets } from "../context.ts";
import { UserError } from "../errors.ts";
import { newFeedPassword } from "../feed-password.ts";
import { folderDigest } from "./folder-digest.ts";
import { type Progress, readProgress } from "./progress.ts";

type Outside = Pick<Context, "files" | "host" | "signal">;

/** A learner's own folder: `app` is the build context, `.size-matters` lies beside it and is in no build. */
export interface Workspace {
  readonly folder: string;
  readonly id: string;
  readonly app: string;
  readonly dockerfile: string;
  readonly secrets: WorkspaceSecrets;
  readonly progress: Progress;
}

const OWN = ".size-matters";
const FEED_USER = "learner";
const CANNOT_WRITE = new Set(["EACCES", "EPERM", "EROFS", "ENOTDIR", "EEXIST", "ENOSPC"]);

/** The workspace this command is about: the one named, the one around the current folder, or `./workspace`. */
export async function workspaceFolder({ files, host }: Outside, named: string | undefined): Promise<string> {
  if (named !== undefined) return named;
  for (let folder = host.cwd; ; folder = dirname(folder)) {
    for (const candidate of [folder, join(folder, "workspace")]) {
      if (await files.exists(join(candidate, OWN, "id"))) return candidate;
    }
    if (dirname(folder) === folder) return join(host.cwd, "workspace");
  }
}

/** What a workspace remembers, for who only wants to look. Makes nothing: without a workspace it is empty. */
export function lookAtProgress({ files }: Pick<Context, "files">, folder: string): Promise<Progress> {
  return readProgress(files, join(folder, OWN, "progress.json"));
}

/** The id of the workspace in a folder, or null when there is none. Makes nothing. */
export async function workspaceId({ files }: Pick<Context, "files">, folder: string): Promise<string | null> {
  return (await files.read(join(folder, OWN, "id")))?.trim() || null;
}

/**
 * Opens a workspace, and lays out what is missing in it: the app with the naive Dockerfile, the canary, the progress.
 * What is there is never overwritten.
 * @param naive path of the Dockerfile that a new workspace starts with
 * @throws UserError when the folder cannot be written or was made by a newer version
 */
export async function openWorkspace(outside: Outside, folder: string, naive: string): Promise<Workspace> {
  const { files, host } = outside;
  const own = join(folder, OWN);
  const app = join(folder, "app");
  try {
    await files.makeFolder(folder);
    await files.makeFolder(own, 0o700);
    const id = await textOrNew(files, join(own, "id"), () => randomBytes(4).toString("hex"));
    const secrets = await layOutSecrets(outside, own, id);
    const progress = await readProgress(files, join(own, "progress.json"));
    if (!(await files.exists(app))) {
      await layOutApp(outside, app, naive);
      await progress.recordLaidOut(await folderDigest(outside, app));
    }
    return { folder, id, app, dockerfile: join(app, "Dockerfile"), secrets, progress };
  } catch (error) {
    const { code = "" } = error as NodeJS.ErrnoException;
    if (!CANNOT_WRITE.has(code)) throw error;
    throw new UserError(`The workspace ${folder} cannot be written (${code}).`, {
      fix: `Choose another folder: --workspace ${join(host.home, "size-matters-workspace")}`,
      cause: error,
    });
  }
}

async function layOutApp({ files, host }: Outside, app: string, naive: string): Promise<void> {
  await files.copyFolder(join(host.packageFolder, "cat_app"), app);
  await files.write(join(app, "Dockerfile"), (await files.read(naive)) ?? "");
}

/** The feed's user and password. The password is the canary: random, and written nowhere but here. */
async function layOutSecrets({ files }: Outside, own: string, workspace: string): Promise<WorkspaceSecrets> {
  const folder = join(own, "secrets");
  await files.makeFolder(folder, 0o700);
  const at = (name: string) => join(folder, name);
  const token = await textOrNew(files, at("token"), newFeedPassword);
  await textOrNew(files, at("user"), () => FEED_USER);
  await textOrNew(files, at("netrc"), () => `machine feed login ${FEED_USER} password ${token}\n`);
  return { workspace, userFile: at("user"), tokenFile: at("token"), netrcFile: at("netrc") };
}

async function textOrNew(files: Context["files"], path: string, make: () => string): Promise<string> {
  const found = (await files.read(path))?.trim();
  if (found) return found;
  const made = make();
  await files.write(path, made, 0o600);
  return made;
}

/**
 * Does work that only one process may do in a workspace at a time.
 * @throws UserError when another one is at it
 */
export function inWorkspace<T>(
  { files, signal }: Outside,
  workspace: Workspace,
  work: () => Promise<T>,
): Promise<T> {
  const fail = () =>
    new UserError(`Another size-matters is at work in the workspace ${workspace.folder}.`, {
      fix: "Wait until it has ended, or give this one a workspace of its own: --workspace DIR",
    });
  return files.locked(join(workspace.folder, OWN, "lock"), { signal, busy: { fail } }, work);
}
