import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { diskFiles } from "../../../src/edges/files.ts";
import { foldersToClean } from "../../../src/engine/clean-folders.ts";
import { fakeHost } from "../../support/fakes.ts";

let home = "";
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), "clean-folders-"));
  for (const folder of ["cache/archives", "cache/versions", "data/prove", "data/builders", "data/own"]) {
    await mkdir(join(home, folder), { recursive: true });
    await writeFile(join(home, folder, "file"), "");
  }
  await mkdir(join(home, "data", "tool-caches"));
});
afterEach(() => rm(home, { recursive: true }));

async function cleaned(all: boolean): Promise<string[]> {
  const host = fakeHost({ cacheFolder: join(home, "cache"), dataFolder: join(home, "data") });
  const items = await foldersToClean({ files: diskFiles, host }, { all });
  for (const { remove } of items) await remove();
  return items.map(({ id }) => id.slice(home.length + 1));
}

test("archives go with one workspace, what all share stays", async () => {
  expect(await cleaned(false)).toEqual(["cache/archives"]);
});

test("with all, the notes go, too, but for empty folders and what is somebody else's", async () => {
  const gone = ["data/prove", "data/builders", "cache/versions", "cache/archives"];
  expect(await cleaned(true)).toEqual(gone);
  expect(await readdir(join(home, "data"))).toEqual(["own", "tool-caches"]);
});
