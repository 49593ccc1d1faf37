import { randomBytes } from "node:crypto";
import { dirname, join } from "node:path";
import type { Context } from "../context.ts";
import type { Values } from "../labs/fill.ts";
import type { Lab } from "../labs/lab.ts";
import { folderDigest } from "./folder-digest.ts";
import { readLadder } from "./ladder.ts";
import { type Leg, layOutLeg } from "./leg.ts";
import type { Workspace } from "./workspace.ts";

type Outside = Pick<Context, "files" | "host">;

/**
 * Puts a leg's files in the place of the learner's. Theirs are moved to a dated folder beside, never removed.
 * @returns where theirs are now; null when there were none, or none but those that the program had put there
 */
export async function moveTo(
  outside: Outside,
  workspace: Workspace,
  lab: Lab,
  leg: Leg,
  more: Values = {},
): Promise<string | null> {
  const { files } = outside;
  const values = { ...(await valuesFor(workspace, lab)), ...more };
  const fresh = join(workspace.folder, ".size-matters", `new-${randomBytes(4).toString("hex")}`);
  try {
    await layOutLeg(outside, await readLadder(outside), { lab, leg, values }, fresh);
    const kept = await keepOwn(outside, workspace);
    await workspace.progress.recordLaidOut(await folderDigest(outside, fresh));
    await files.move(fresh, workspace.app);
    return kept;
  } finally {
    await files.remove(fresh);
  }
}

/** What stands for `{{word}}`: a random word that this workspace has for this lab. */
export async function valuesFor({ progress }: Workspace, lab: Lab): Promise<Values> {
  const known = progress.of(lab.id).word;
  if (known !== null) return { word: known };
  const word = `cat-${randomBytes(4).toString("hex")}`;
  await progress.change(lab.id, { word });
  return { word };
}

async function keepOwn(outside: Outside, { folder, app, progress }: Workspace): Promise<string | null> {
  const { files } = outside;
  if (!(await files.exists(app))) return null;
  if (progress.laidOut !== null && progress.laidOut === (await folderDigest(outside, app))) {
    await files.remove(app);
    return null;
  }
  const kept = join(
    folder,
    ".size-matters",
    "kept",
    new Date().toISOString().slice(0, 19).replaceAll(":", "-"),
  );
  for (let number = 1; ; number++) {
    const to = number === 1 ? kept : `${kept}-${number}`;
    if (await files.exists(to)) continue;
    await files.makeFolder(dirname(to));
    await files.move(app, to);
    return to;
  }
}
