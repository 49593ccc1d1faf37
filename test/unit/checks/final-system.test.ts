import { describe, expect, test } from "vitest";
import { finalSystem } from "../../../src/checks/final-system.ts";
import { file, folder, hardLink, opaque, symlink, whiteout } from "../../support/archives/entries.ts";
import type { Entry } from "../../support/archives/tar.ts";
import { readingOf } from "../../support/subject.ts";

const systemOf = async (...layers: Entry[][]) => finalSystem(await readingOf({ layers }));
const names = async (...layers: Entry[][]) => (await systemOf(...layers)).names.map(({ path }) => path);

describe("the names of the final file system", () => {
  test.each<[string, Entry[][], string[]]>([
    ["of one layer, sorted, without folders", [[file("b"), folder("c"), symlink("a", "b")]], ["a", "b"]],
    ["of layers upon each other", [[file("a")], [file("b"), file("a")]], ["a", "b"]],
    [
      "without what is removed",
      [
        [file("a/x"), file("a/y"), file("b")],
        [whiteout("a/x"), whiteout("b")],
      ],
      ["a/y"],
    ],
    ["without a folder that is removed", [[file("a/b/c"), file("a/d")], [whiteout("a/b")]], ["a/d"]],
    [
      "of a folder that is emptied and filled in one layer",
      [[file("a/x")], [file("a/y"), opaque("a")]],
      ["a/y"],
    ],
    ["of a folder that is removed and made anew", [[file("a/x")], [file("a/y"), whiteout("a")]], ["a/y"]],
    ["of a hard link whose first name goes", [[file("a"), hardLink("b", "a")], [whiteout("a")]], ["b"]],
    ["of a hard link that stands before its file", [[hardLink("b", "a"), file("a")]], ["a", "b"]],
    ["without a hard link to nothing", [[hardLink("b", "a")]], []],
    ["of a file upon a folder", [[file("a/x")], [file("a")]], ["a"]],
    ["of a folder upon a file", [[file("a")], [file("a/x")]], ["a/x"]],
    ["of a folder upon a folder", [[file("a/x")], [folder("a")]], ["a/x"]],
    ["of a link upon a folder", [[file("a/x")], [symlink("a", "b")]], ["a"]],
    ["without marks for what was never there", [[whiteout("a/b"), opaque("c")]], []],
  ])("%s", async (_, layers, expected) => {
    expect(await names(...layers)).toEqual(expected);
  });

  test("agree with what the reader says of files that have one name", async () => {
    const reading = await readingOf({
      layers: [
        [file("a/x"), file("a/y"), file("b"), symlink("l", "a")],
        [whiteout("a/x"), file("b", "2"), file("c/d")],
        [opaque("c"), file("c/e")],
      ],
    });
    const final = reading.entries.filter((entry) => entry.final && entry.kind !== "folder");
    expect(finalSystem(reading).names.map(({ entry }) => entry)).toEqual(
      final.sort((a, b) => (a.path < b.path ? -1 : 1)),
    );
  });

  test("are made once for a reading", async () => {
    const reading = await readingOf({ layers: [[file("a")]] });
    expect(finalSystem(reading)).toBe(finalSystem(reading));
  });
});

describe("following a path", () => {
  const layers = [
    [
      file("usr/bin/python3.13"),
      symlink("usr/bin/python3", "python3.13"),
      symlink("usr/bin/python", "/usr/bin/python3"),
      symlink("bin", "usr/bin"),
      symlink("app/bin", "../bin"),
      symlink("up", "../../../bin"),
      symlink("loop", "loop"),
      symlink("gone", "/nowhere"),
    ],
  ];
  test.each([
    ["usr/bin/python3.13", "usr/bin/python3.13"],
    ["/usr/bin/python", "usr/bin/python3.13"],
    ["/bin/python3", "usr/bin/python3.13"],
    ["/app/bin/python", "usr/bin/python3.13"],
    ["/usr/./bin//python", "usr/bin/python3.13"],
    ["/usr/bin/../../bin/python", "usr/bin/python3.13"],
    ["/../../usr/bin/python", "usr/bin/python3.13"],
    ["/up/python", "usr/bin/python3.13"],
    ["/app/bin/../bin/python", "usr/bin/python3.13"],
    ["/bin", "usr/bin"],
    ["/", ""],
  ])("%s leads to %s", async (path, to) => {
    expect((await systemOf(...layers)).follow(path)?.path).toBe(to);
  });

  test.each(["/loop", "/gone", "/usr/bin/ruby", "/usr/bin/python3.13/x", "/USR/bin"])(
    "%s leads nowhere",
    async (path) => {
      expect((await systemOf(...layers)).follow(path)).toBeNull();
    },
  );

  test("begins in a folder for a path without a slash", async () => {
    const system = await systemOf(...layers);
    expect(system.follow("python", "/usr/bin")?.path).toBe("usr/bin/python3.13");
    expect(system.follow("/python", "/usr/bin")).toBeNull();
  });

  test("a folder has no entry, a hard link that of its file", async () => {
    const system = await systemOf([file("a/x", "cat"), hardLink("b", "a/x")]);
    expect(system.follow("a")?.entry).toBeNull();
    expect(system.follow("b")?.entry).toMatchObject({ kind: "file", path: "a/x", bytes: 3 });
  });

  test("forty links are followed, one more is not", async () => {
    const chain = Array.from({ length: 41 }, (_, at) => symlink(`l${at}`, at === 40 ? "end" : `l${at + 1}`));
    const system = await systemOf([file("end"), ...chain]);
    expect(system.follow("l1")?.path).toBe("end");
    expect(system.follow("l0")).toBeNull();
  });
});
