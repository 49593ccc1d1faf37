import { execFile } from "node:child_process";
import { mkdtemp, readdir, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterEach, beforeEach, expect, test } from "vitest";
import { saveImage } from "../../../src/edges/image-file.ts";

const run = promisify(execFile);

let root = "";
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "image-file-"));
});
afterEach(() => rm(root, { recursive: true }));

async function* chunks(...texts: string[]) {
  for (const text of texts) yield Buffer.from(text);
}

test("a folder of files becomes a tar that tar reads, for its owner alone", async () => {
  const texts: Record<string, string[]> = {
    "manifest.json": ["[]"],
    "0/layer.tar": ["a".repeat(512), "b".repeat(700)],
    "1/layer.tar": [],
  };
  const path = join(root, "image.tar");
  const folder = {
    list: async () => Object.keys(texts),
    open: (name: string) => chunks(...(texts[name] ?? [])),
  };
  await saveImage(path, folder);
  const { stdout } = await run("tar", ["-tf", path]);
  expect(stdout.trim().split("\n")).toEqual(Object.keys(texts));
  const layer = await run("tar", ["-xOf", path, "0/layer.tar"]);
  expect(layer.stdout).toBe("a".repeat(512) + "b".repeat(700));
  expect((await stat(path)).mode & 0o777).toBe(0o600);
});

test("a stream is written as it is", async () => {
  await saveImage(join(root, "image.tar"), chunks("one", "two"));
  expect(await readFile(join(root, "image.tar"), "utf8")).toBe("onetwo");
});

test("what breaks off leaves nothing", async () => {
  async function* broken() {
    yield Buffer.from("one");
    throw new Error("gone");
  }
  await expect(saveImage(join(root, "image.tar"), broken())).rejects.toThrow("gone");
  expect(await readdir(root)).toEqual([]);
});
