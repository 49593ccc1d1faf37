import { describe, expect, test } from "vitest";
import { finalSystem } from "../../../src/checks/final-system.ts";
import { matcherOf, throughLinks } from "../../../src/checks/paths.ts";
import { file, symlink } from "../../support/archives/entries.ts";
import { readingOf } from "../../support/subject.ts";

describe("a pattern", () => {
  test.each([
    ["a/b", "a/b"],
    ["a/b", "a/b/c/d"],
    ["/a/b/", "a/b"],
    ["./a//b", "a/b"],
    ["a/*", "a/b"],
    ["a/*", "a/.b"],
    ["a/*", "a/b/c"],
    ["a/*.py", "a/b.py"],
    ["**/b", "b"],
    ["**/b", "a/x/b"],
    ["a/**/b", "a/b"],
    ["a/**", "a/b/c"],
    ["gcc-??", "gcc-14"],
    ["usr/bin/[", "usr/bin/["],
    ["usr/bin/g++", "usr/bin/g++"],
    ["a(1)", "a(1)"],
    ["a{b,c}", "a{b,c}"],
    ["a b", "a b"],
    ["ü*", "über"],
  ])("%s fits %s", (pattern, path) => {
    expect(matcherOf([pattern])(path)).toBe(true);
  });

  test.each([
    ["a/b", "a/bc"],
    ["a/b", "x/a/b"],
    ["a/b", "a/B"],
    ["a/*.py", "a/b/c.py"],
    ["**/b", "ab"],
    ["!a", "b"],
    ["a{b,c}", "ab"],
    ["[ab]", "a"],
    ["+(a)", "aa"],
    ["a\\b", "a/b"],
    ["gcc-??", "gcc-14-base"],
  ])("%s does not fit %s", (pattern, path) => {
    expect(matcherOf([pattern])(path)).toBe(false);
  });

  test("of none fits nothing", () => {
    expect(matcherOf([])("a")).toBe(false);
    expect(matcherOf([])("")).toBe(false);
  });
});

test("patterns are followed through the image's own links", async () => {
  const layers = [[file("usr/bin/dash"), symlink("usr/bin/sh", "dash"), symlink("bin", "usr/bin")]];
  const system = finalSystem(await readingOf({ layers }));
  const followed = (pattern: string) => throughLinks([pattern], system);
  expect(followed("bin/sh")).toEqual(["bin/sh", "usr/bin/sh", "usr/bin/dash"]);
  expect(followed("/bin/*sh")).toEqual(["bin/*sh", "usr/bin/*sh"]);
  expect(followed("**/sh")).toEqual(["**/sh"]);
  expect(followed("gone/x")).toEqual(["gone/x"]);
});
