import { mkdir, mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { diskFiles } from "../../../src/edges/files.ts";
import { watchFolder } from "../../../src/edges/watch.ts";
import { watchOwnFiles } from "../../../src/guide/walk/watch-own-files.ts";

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "watched-"));
  await mkdir(join(folder, ".size-matters"));
  await mkdir(join(folder, "app"));
  await writeFile(join(folder, "app", "Dockerfile"), "FROM a\n");
});
afterEach(() => rm(folder, { recursive: true }));

/** Counts what is told while `work` is done, once nothing more comes. */
async function toldOf(work: (app: string) => Promise<void>): Promise<number> {
  let told = 0;
  const workspace = { folder, app: join(folder, "app") } as never;
  const watching = await watchOwnFiles({ watch: watchFolder }, workspace, () => {
    told += 1;
  });
  try {
    expect(watching.polls).toBe(false);
    expect(await diskFiles.list(join(folder, ".size-matters"))).toEqual([]);
    await work(join(folder, "app"));
    await vi.waitFor(() => expect(told).toBeGreaterThan(0), { timeout: 600 }).catch(() => {});
    await new Promise((resolve) => setTimeout(resolve, 400));
    return told;
  } finally {
    await watching.close();
  }
}

test("a save is told once, whatever the editor does for it", async () => {
  const told = await toldOf(async (app) => {
    await writeFile(join(app, "Dockerfile.new"), "FROM b\n");
    await rename(join(app, "Dockerfile.new"), join(app, "Dockerfile"));
    await writeFile(join(app, "Dockerfile"), "FROM c\n");
  });
  expect(told).toBe(1);
});

test("a folder that goes away and comes back is watched again", async () => {
  const told = await toldOf(async (app) => {
    await rm(app, { recursive: true });
    await mkdir(app);
    await new Promise((resolve) => setTimeout(resolve, 300));
    await writeFile(join(app, "Dockerfile"), "FROM d\n");
  });
  expect(told).toBeGreaterThanOrEqual(1);
});

test("where changes do not arrive, the folder is looked through", async () => {
  const elsewhere = await mkdtemp(join(tmpdir(), "elsewhere-"));
  let told = 0;
  const onChange = () => {
    told += 1;
  };
  // A change of the probe is not told of, because it lies outside.
  const probe = join(elsewhere, "probe");
  const watching = await watchFolder(join(folder, "app"), { ignored: () => false, probe, onChange });
  try {
    expect(watching.polls).toBe(true);
    await writeFile(join(folder, "app", "Dockerfile"), "FROM polled\n");
    await vi.waitFor(() => expect(told).toBe(1), { timeout: 3000 });
  } finally {
    await watching.close();
    await rm(elsewhere, { recursive: true });
  }
});

test("what editors lay down beside a file, and the program's own files, are nobody's business", async () => {
  const told = await toldOf(async (app) => {
    await writeFile(join(app, ".Dockerfile.swp"), "");
    await writeFile(join(app, "4913"), "");
    await writeFile(join(app, "Dockerfile~"), "");
    await writeFile(join(folder, ".size-matters", "progress.json"), "{}");
    await writeFile(join(folder, "riddle.tar"), "");
  });
  expect(told).toBe(0);
});
