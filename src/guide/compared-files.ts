import { randomBytes } from "node:crypto";
import { join } from "node:path";
import type { Context } from "../context.ts";
import type { Lab } from "../labs/lab.ts";
import { readLadder } from "./ladder.ts";
import { layOutLeg } from "./leg.ts";
import { valuesFor } from "./move-to.ts";
import type { Workspace } from "./workspace.ts";

type Outside = Pick<Context, "files" | "host">;

/** A file of a lab as it is at the start, in the reference, and in the learner's workspace; null where it is not there. */
export interface ComparedFile {
  readonly path: string;
  readonly start: string | null;
  readonly reference: string | null;
  readonly own: string | null;
}

/** The files that a lab is about: those that the reference changes, and those of the same names that the learner did. */
export async function comparedFiles(
  outside: Outside,
  workspace: Workspace,
  lab: Lab,
): Promise<ComparedFile[]> {
  const { files } = outside;
  const folder = join(workspace.folder, ".size-matters", `compared-${randomBytes(4).toString("hex")}`);
  const [start, reference] = [join(folder, "start"), join(folder, "reference")];
  try {
    await files.makeFolder(folder);
    const values = await valuesFor(workspace, lab);
    const ladder = await readLadder(outside);
    await layOutLeg(outside, ladder, { lab, leg: { kind: "start" }, values }, start);
    await layOutLeg(outside, ladder, { lab, leg: { kind: "reference" }, values }, reference);
    const names = new Set([...(await namesIn(files, start)), ...(await namesIn(files, reference))]);
    const read = [...names].sort(dockerfileFirst).map(async (path) => ({
      path,
      start: await files.read(join(start, path)),
      reference: await files.read(join(reference, path)),
      own: await files.read(join(workspace.app, path)),
    }));
    return (await Promise.all(read)).filter(
      (file) => file.path === "Dockerfile" || file.start !== file.reference,
    );
  } finally {
    await files.remove(folder);
  }
}

function namesIn(files: Context["files"], folder: string): Promise<readonly string[]> {
  return files.folder(folder).list();
}

function dockerfileFirst(a: string, b: string): number {
  return Number(b === "Dockerfile") - Number(a === "Dockerfile") || a.localeCompare(b);
}
