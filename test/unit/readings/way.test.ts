import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { diskFiles } from "../../../src/edges/files.ts";
import { wayOfReading } from "../../../src/readings/way.ts";
import { fakeHost } from "../../support/fakes.ts";

let home: string;
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), "size-matters-way-"));
  await mkdir(join(home, "dist"));
});
afterEach(() => rm(home, { recursive: true }));

const outside = () => ({
  files: diskFiles,
  host: fakeHost({ cacheFolder: join(home, "cache"), packageFolder: home }),
});
const canary = { rule: "canary", value: Buffer.from("the password") };

async function keyOf(options = {}, contents: string | null = null): Promise<string> {
  return (await wayOfReading(outside(), options, contents)).keyOf("sha256:1");
}

test("the same question has the same key the next time", async () => {
  expect(await keyOf({ find: [canary] })).toBe(await keyOf({ find: [canary] }));
});

test("another password, another rule, another list: another key", async () => {
  const rule = { rule: "marker", literals: ["a"], pattern: /a/ };
  const keys = [
    await keyOf({ find: [canary] }),
    await keyOf({ find: [{ ...canary, value: Buffer.from("another") }] }),
    await keyOf({ rules: [rule] }),
    await keyOf({ rules: [{ ...rule, pattern: /b/ }] }),
    await keyOf({ duplicates: true }),
    await keyOf({}, "scripts"),
    await keyOf({}, "packages"),
    await keyOf(),
  ];
  expect(new Set(keys).size).toBe(keys.length);
});

test("what another version of the program has read does not count", async () => {
  const before = await keyOf();
  await writeFile(join(home, "dist", "reader-abc.js"), "");
  const renamed = await keyOf();
  await writeFile(join(home, "dist", "cli.js"), "other words");
  expect(new Set([before, renamed, await keyOf()]).size).toBe(3);
});

test("a secret of the user's own is in every key, and one that is broken is made anew", async () => {
  const before = await keyOf();
  const path = join(home, "cache", "key");
  expect(await readFile(path)).toHaveLength(32);
  await writeFile(path, "short");
  expect(await keyOf()).not.toBe(before);
  expect(await readFile(path)).toHaveLength(32);
});
