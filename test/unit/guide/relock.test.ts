import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { offeredIn, relocked, versionIn } from "../../../src/guide/facts/relock.ts";

const read = (...path: string[]) => readFileSync(join(import.meta.dirname, "../../..", ...path), "utf8");
const LOCK = read("cat_app", "poetry.lock");
const NEWER = read("feed", "newer.lock");

test("the feed offers another Flask than the cat app's lock names", () => {
  const offered = offeredIn(NEWER, "flask");
  expect(offered).toEqual({
    version: expect.stringMatching(/^3\./),
    hash: expect.stringMatching(/^sha256:[0-9a-f]{64}$/),
  });
  expect(versionIn(LOCK, "flask")).toMatch(/^3\./);
  expect(versionIn(LOCK, "flask")).not.toBe(offered?.version);
});

test("an edited lock names the other version and its wheel, and is the same in all else", () => {
  const was = LOCK.split("\n");
  const is = relocked(LOCK, "flask", { version: "9.9", hash: "sha256:0" }).split("\n");
  const changed = is.filter((line, index) => line !== was[index]);
  expect(is).toHaveLength(was.length);
  expect(changed).toEqual([
    'version = "9.9"',
    '    {file = "flask-9.9-py3-none-any.whl", hash = "sha256:0"},',
  ]);
  expect(versionIn(is.join("\n"), "flask")).toBe("9.9");
});

test("what is not named is not found, and a part of a name is none", () => {
  expect(versionIn(LOCK, "flas")).toBeNull();
  expect(versionIn("", "flask")).toBeNull();
  expect(offeredIn(NEWER, "requests")).toBeNull();
  expect(relocked(LOCK, "flas", { version: "9.9", hash: "sha256:0" })).toBe(LOCK);
});
