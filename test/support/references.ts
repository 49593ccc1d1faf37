import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { diskFiles } from "../../src/edges/files.ts";
import { readLadder } from "../../src/guide/ladder.ts";
import { type Leg, layOutLeg } from "../../src/guide/leg.ts";
import { readLabs } from "../../src/labs/labs-to-play.ts";
import { fakeHost } from "./fakes.ts";

export const root = fileURLToPath(new URL("../..", import.meta.url));
const outside = { files: diskFiles, host: fakeHost({ packageFolder: root }) };

/** All labs, in their order. */
export const labs = await readLabs(outside);

/** Types the files of a leg of a lab into a workspace, as a learner would: those that are different are saved. */
export async function typeFiles(workspace: string, id: string, leg: Leg): Promise<void> {
  const lab = labs.find((one) => one.id === id);
  if (!lab) throw new Error(`there is no lab ${id}`);
  const folder = await mkdtemp(join(workspace, ".size-matters", "typed-"));
  const word = await wordOf(workspace, id);
  await layOutLeg(outside, await readLadder(outside), { lab, leg, values: { word } }, join(folder, "app"));
  const files = await readdir(join(folder, "app"), { recursive: true, withFileTypes: true });
  for (const file of files.filter((entry) => entry.isFile())) {
    const from = join(file.parentPath, file.name);
    const to = from.replace(join(folder, "app"), join(workspace, "app"));
    const [wanted, is] = await Promise.all([readFile(from), readFile(to).catch(() => null)]);
    if (is === null || !wanted.equals(is)) await writeFile(to, wanted);
  }
  await rm(folder, { recursive: true });
}

async function wordOf(workspace: string, id: string): Promise<string> {
  const text = await readFile(join(workspace, ".size-matters", "progress.json"), "utf8");
  return JSON.parse(text).labs[id]?.word ?? "";
}
