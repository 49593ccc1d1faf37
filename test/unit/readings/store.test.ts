import { randomBytes } from "node:crypto";
import { mkdtemp, readdir, readFile, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { diskFiles } from "../../../src/edges/files.ts";
import { storeIn } from "../../../src/readings/store.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "size-matters-store-"));
});
afterEach(() => rm(folder, { recursive: true }));

const store = (most?: number) => storeIn(diskFiles, join(folder, "readings"), most);
const held = async () => (await readdir(join(folder, "readings"))).sort();
/** Of random bytes, so that packing does not make it smaller than that. */
const document = (bytes: number) => ({ text: randomBytes(bytes).toString("base64") });

test("what was put is got, by another process too; what was not is null", async () => {
  await store().put("a", { cat: ["ü", 1, null] });
  expect(await store().get("a")).toEqual({ cat: ["ü", 1, null] });
  expect(await store().get("b")).toBeNull();
});

test.each([
  ["cut short", (bytes: Buffer) => bytes.subarray(0, bytes.length - 1)],
  ["emptied", () => Buffer.alloc(0)],
  [
    "changed by one bit",
    (bytes: Buffer) => Buffer.from(bytes.map((byte, at) => (at === 40 ? byte ^ 1 : byte))),
  ],
  ["something else", () => Buffer.from("x".repeat(1000))],
])("a file that is %s is as good as absent, and is replaced", async (_, broken) => {
  await store().put("a", { cat: 1 });
  const path = join(folder, "readings", "a");
  await writeFile(path, broken(await readFile(path)));
  expect(await store().get("a")).toBeNull();
  await store().put("a", { cat: 2 });
  expect(await store().get("a")).toEqual({ cat: 2 });
});

test("it holds no more than it may; what was used least lately goes first", async () => {
  const small = store(10_000);
  for (const [age, key] of ["a", "b", "c"].entries()) {
    await small.put(key, document(3000));
    await utimes(join(folder, "readings", key), 1000 + age, 1000 + age);
  }
  // Using it makes it young again.
  await small.get("a");
  await small.put("d", document(3000));
  expect(await held()).toEqual(["a", "d"]);
});

test("many at once in one folder disturb nobody", async () => {
  const all = Array.from({ length: 20 }, (_, index) => index);
  await Promise.all(all.map((index) => store().put(`k${index % 5}`, { index })));
  for (const index of [0, 1, 2, 3, 4]) {
    expect(((await store().get(`k${index}`)) as { index: number }).index % 5).toBe(index);
  }
  expect(await held()).toEqual(["k0", "k1", "k2", "k3", "k4"]);
});

test("a folder that cannot be written is an empty store, not a failure", async () => {
  await writeFile(join(folder, "readings"), "a file in its place");
  await expect(store().put("a", { cat: 1 })).resolves.toBeUndefined();
  expect(await store().get("a")).toBeNull();
});
