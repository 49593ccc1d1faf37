import { describe, expect, test } from "vitest";
import type { Wanted } from "../../../src/image/final-files.ts";
import { file, folder, hardLink, opaque, symlink, whiteout } from "../../support/archives/entries.ts";
import { CANARY, FIND, readSpec } from "../../support/archives/read.ts";

const layers = [
  [folder("srv"), file("srv/a", "first", { mode: 0o755, uid: 1001, gid: 7 }), file("srv/b", "b")],
  [hardLink("srv/c", "srv/b"), symlink("bin", "usr/bin"), file("srv/a", "second")],
  [whiteout("srv/b"), opaque("opt"), file("opt/x", "x")],
];

async function listed(list: (path: string) => Wanted) {
  const { entries } = await readSpec({ layers }, { list, find: FIND });
  return entries ?? [];
}

describe("a listing", () => {
  test("has every entry of every layer, and says what the final file system still has", async () => {
    const lines = (await listed(() => false)).map(
      ({ layer, kind, path, final }) => `${layer} ${kind} ${path}${final ? "" : " (gone)"}`,
    );
    expect(lines).toEqual([
      "0 folder srv",
      "0 file srv/a (gone)",
      "0 file srv/b",
      "1 link srv/c",
      "1 symlink bin",
      "1 file srv/a",
      "2 whiteout srv/b (gone)",
      "2 opaque opt (gone)",
      "2 file opt/x",
    ]);
  });

  test("has mode, owner and the targets of links", async () => {
    const entries = await listed(() => false);
    expect(entries.find(({ path, layer }) => path === "srv/a" && layer === 0)).toMatchObject({
      mode: 0o755,
      uid: 1001,
      gid: 7,
      bytes: 5,
      content: null,
    });
    expect(entries.filter(({ target }) => target).map(({ path, target }) => [path, target])).toEqual([
      ["srv/c", "srv/b"],
      ["bin", "usr/bin"],
    ]);
  });

  test("has the bytes of the files that are asked for, each layer's own", async () => {
    const entries = await listed((path) => path === "srv/a");
    const contents = entries.flatMap(({ content }) => content?.toString() ?? []);
    expect(contents).toEqual(["first", "second"]);
  });

  test("has the first bytes of a file of any size, where no more is asked for", async () => {
    const long = Buffer.alloc((1 << 20) + 1, "#");
    const spec = { layers: [[file("bin/long", long), file("bin/short", "#!")]] };
    const { entries } = await readSpec(spec, { list: () => "start" });
    expect(entries?.map(({ content }) => content?.length)).toEqual([256, 2]);
  });

  test("names no value that was looked for", async () => {
    const spec = { layers: [[file(`srv/${CANARY}`, "x"), symlink("l", CANARY)]] };
    const { entries } = await readSpec(spec, { list: () => false, find: FIND });
    expect(JSON.stringify(entries)).not.toContain(CANARY);
    expect(entries).toHaveLength(2);
  });

  test("is not made unasked", async () => {
    expect((await readSpec({ layers })).entries).toBeNull();
  });
});
