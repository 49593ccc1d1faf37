import { join } from "node:path";
import type { Context } from "../context.ts";
import { UserError } from "../errors.ts";
import type { Lab } from "../labs/lab.ts";
import { readLabs } from "../labs/labs-to-play.ts";
import { labNamed } from "../labs/read-labs.ts";
import { readLadder } from "./ladder.ts";
import type { Progress } from "./progress.ts";
import { lookAtProgress, openWorkspace, type Workspace, workspaceFolder } from "./workspace.ts";

type Outside = Pick<Context, "files" | "host" | "signal">;

/** A learner in the workshop: where their files are, and which lab they are at. */
export interface AtLab {
  readonly labs: readonly Lab[];
  readonly lab: Lab;
  readonly workspace: Workspace;
}

/** The workspace, and the lab that is named, or else the one that the learner is at, or else the first. */
export async function atLab(outside: Outside, workspace: string | undefined, named?: string): Promise<AtLab> {
  const labs = await readLabs(outside);
  const [naive] = await readLadder(outside);
  const opened = await openWorkspace(outside, await workspaceFolder(outside, workspace), naive?.path ?? "");
  return { labs, lab: currentLab(labs, opened.progress, named), workspace: opened };
}

/** Where the learner is now: another terminal may have moved them. Their files may be away for a moment. */
export async function atLabNow(outside: Pick<Context, "files">, at: AtLab): Promise<AtLab> {
  const progress = await lookAtProgress(outside, at.workspace.folder);
  return { ...at, lab: currentLab(at.labs, progress), workspace: { ...at.workspace, progress } };
}

/** As `atLab`, for who only wants to look: no workspace is made. */
export async function lookAtLab(
  outside: Outside,
  workspace: string | undefined,
): Promise<Pick<AtLab, "labs" | "lab"> & { readonly workspace: Pick<Workspace, "folder" | "progress"> }> {
  const labs = await readLabs(outside);
  const folder = await workspaceFolder(outside, workspace);
  const progress = await lookAtProgress(outside, folder);
  return { labs, lab: currentLab(labs, progress), workspace: { folder, progress } };
}

function currentLab(labs: readonly Lab[], { current }: Progress, named?: string): Lab {
  const [first] = labs;
  if (!first) throw new UserError("There are no labs.", { fix: "Make one: size-matters lab new NAME" });
  return labNamed(labs, named ?? current ?? first.id);
}

/**
 * Makes sure that somebody who names no lab is at one.
 * @throws UserError before the first `goto`
 */
export function mustBeAtLab({ lab, workspace }: AtLab, named: string | undefined): void {
  if (named !== undefined || workspace.progress.current !== null) return;
  throw new UserError("You are at no lab yet.", {
    fix: `Go to the first: size-matters goto ${lab.id}; or name one: size-matters check LAB`,
  });
}

/**
 * Makes sure that there is something of the learner's to build, and that it lies in the workspace.
 * @throws UserError when there is no Dockerfile, or it leads out of the workspace
 */
export async function mustHaveDockerfile({ files }: Outside, { workspace, lab }: AtLab): Promise<void> {
  const [root, app, dockerfile] = await Promise.all(
    [workspace.folder, workspace.app, workspace.dockerfile].map((path) => files.realPath(path)),
  );
  if (!dockerfile || (await files.kind(dockerfile)) !== "file") {
    throw new UserError(`There is no Dockerfile in ${workspace.app}.`, {
      fix: `Write one, or take the lab's: size-matters goto ${lab.id} (your files are kept)`,
    });
  }
  const inside = (path: string | null | undefined) => path?.startsWith(join(root ?? "", "/"));
  if (inside(app) && inside(dockerfile)) return;
  throw new UserError(`${workspace.dockerfile} leads out of the workspace, to ${dockerfile}.`, {
    fix: "Put a copy of the file in its place: what is checked is what lies in the workspace.",
  });
}
