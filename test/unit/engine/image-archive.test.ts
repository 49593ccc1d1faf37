import { mkdtemp, readdir, readFile, rm, utimes } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Engine } from "../../../src/context.ts";
import { diskFiles } from "../../../src/edges/files.ts";
import { withArchive } from "../../../src/engine/image-archive.ts";
import { fakeHost } from "../../support/fakes.ts";

let root = "";
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "image-archive-"));
});
afterEach(() => rm(root, { recursive: true }));

const saved: string[] = [];
const engine = {
  ours: false,
  docker: {
    save: async function* (id: string) {
      saved.push(id);
      yield Buffer.from(`archive of ${id}`);
    },
  },
} as unknown as Engine;

const using = <T>(id: string, work: (path: string) => Promise<T>) =>
  withArchive(
    { files: diskFiles, host: fakeHost({ cacheFolder: root }), signal: new AbortController().signal },
    engine,
    id,
    work,
  );

const text = (path: string) => readFile(path, "utf8");
const kept = async () => (await readdir(join(root, "archives"))).sort();

test("an archive is written once for all that come after, and two are kept", async () => {
  saved.length = 0;
  for (const id of ["sha256:1", "sha256:1", "sha256:2", "sha256:3", "sha256:1"])
    expect(await using(id, text)).toBe(`archive of ${id}`);
  expect(saved).toEqual(["sha256:1", "sha256:2", "sha256:3", "sha256:1"]);
  expect(await kept()).toEqual(["sha256-1.tar", "sha256-3.tar"]);
});

test("one that somebody looks at is there until they have looked, however many come after", async () => {
  const first = await using("sha256:1", async (path) => {
    for (const id of ["sha256:2", "sha256:3", "sha256:4"]) await using(id, text);
    expect(await kept()).not.toContain("sha256-1.tar");
    return text(path);
  });
  expect(first).toBe("archive of sha256:1");
  expect(await kept()).toEqual(["sha256-3.tar", "sha256-4.tar"]);
});

test("one that was lent to somebody who is no more goes", async () => {
  await using("sha256:1", async (path) => {
    const longAgo = new Date(Date.now() - 2 * 3_600_000);
    await utimes(path, longAgo, longAgo);
    await using("sha256:2", text);
    expect(await kept()).toEqual(["sha256-1.tar", "sha256-2.tar"]);
  });
});
