import { expect, test } from "vitest";
import { treeScreen } from "../../../src/inspect/screens/tree.ts";
import { file, folder, hardLink, symlink, whiteout } from "../../support/archives/entries.ts";
import { readSpec } from "../../support/archives/read.ts";
import type { Entry } from "../../support/archives/tar.ts";

const below = [
  folder("etc"),
  file("etc/a", "1"),
  file("etc/b", "22"),
  folder("opt"),
  file("opt/x/one", "333"),
  file("opt/x/two", "4444"),
];

const changesIn = async (...layer: Entry[]) => {
  const { changes } = await readSpec({ layers: [below, layer, [whiteout("etc")]] }, { changesOf: 1 });
  return changes?.map(
    ({ change, path, kind, bytes, files }) => `${change} ${kind} ${path} ${bytes} ${files}`,
  );
};

test("without being asked for, no layer's changes are listed", async () => {
  expect((await readSpec({ layers: [below] })).changes).toBeNull();
  expect((await readSpec({ layers: [below] }, { changesOf: 7 })).changes).toBeNull();
});

test("the first layer adds all that it has", async () => {
  const { changes } = await readSpec({ layers: [below] }, { changesOf: 0 });
  expect(changes?.map(({ path }) => path)).toEqual([
    "etc",
    "etc/a",
    "etc/b",
    "opt",
    "opt/x/one",
    "opt/x/two",
  ]);
  expect(changes?.every(({ change }) => change === "added")).toBe(true);
});

test("added, changed, and folders that are only on the way", async () => {
  expect(await changesIn(folder("etc"), file("etc/a", "999"), file("etc/new", "0"))).toEqual([
    "changed file etc/a 3 1",
    "added file etc/new 1 1",
  ]);
  expect(await changesIn(folder("opt/x"), file("opt/x/one", "9"))).toEqual(["changed file opt/x/one 1 1"]);
});

test("a folder whose mode changes is changed", async () => {
  expect(await changesIn({ ...folder("etc"), mode: 0o700 })).toEqual(["changed folder etc 0 0"]);
});

test("links are named as what they are", async () => {
  expect(await changesIn(symlink("etc/s", "a"), hardLink("etc/h", "etc/a"))).toEqual([
    "added link etc/h 0 1",
    "added symlink etc/s 0 0",
  ]);
});

test("a removed folder counts all that was below it; what was not there is no removal", async () => {
  expect(await changesIn(whiteout("opt/x"), whiteout("nothing"))).toEqual(["removed folder opt/x 7 2"]);
});

test("an opaque folder removes each name in it; what comes anew is changed", async () => {
  expect(await changesIn(folder("etc"), file("etc/.wh..wh..opq"), file("etc/a", "55"))).toEqual([
    "changed file etc/a 2 1",
    "removed file etc/b 2 1",
  ]);
});

test("the tree sums folders up, cuts long lists, and shows all when asked", async () => {
  const many = [...Array(30).keys()].map((index) => file(`lib/f${index}`, "x".repeat(100 - index)));
  const reading = await readSpec({ layers: [below, [...many, whiteout("opt/x")]] }, { changesOf: 1 });
  const look = { tint: (_: unknown, text: string) => text };
  const lines = treeScreen(reading, 1, look, false);
  expect(lines[0]).toBe("Layer 1: RUN step 1");
  expect(lines[1]).toBe("  + 2.56 kB in 30 files added, - 7 B in 2 files removed");
  expect(lines).toContain(" 2.56 kB    lib/");
  expect(lines).toContain("     7 B    - x/");
  expect(lines.join("\n")).toContain("24 more: --all");
  expect(treeScreen(reading, 1, look, true).filter((line) => line.includes("+ f"))).toHaveLength(30);
});
