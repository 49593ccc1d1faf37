import { describe, expect, test } from "vitest";
import { file, folder, hardLink, opaque, symlink, whiteout } from "../../support/archives/entries.ts";
import { readSpec } from "../../support/archives/read.ts";
import type { Entry } from "../../support/archives/tar.ts";

interface Case {
  name: string;
  layers: Entry[][];
  /** `path bytes layer<by reason` */
  waste: string[];
  files: number;
}

const D = [folder("d"), file("d/x", 4000), file("d/e/y", 5000)];

const cases: Case[] = [
  {
    name: "a folder removed",
    layers: [D, [whiteout("d")]],
    waste: ["d/e/y 5000 0<1 removed", "d/x 4000 0<1 removed"],
    files: 0,
  },
  {
    name: "an opaque folder",
    layers: [D, [folder("d"), opaque("d"), file("d/n", 1)]],
    waste: ["d/e/y 5000 0<1 opaque", "d/x 4000 0<1 opaque"],
    files: 1,
  },
  {
    name: "an opaque mark behind what it must precede",
    layers: [D, [file("d/x", 1), opaque("d")]],
    waste: ["d/e/y 5000 0<1 opaque", "d/x 4000 0<1 opaque"],
    files: 1,
  },
  {
    name: "an opaque root",
    layers: [D, [opaque(""), file("n", 1)]],
    waste: ["d/e/y 5000 0<1 opaque", "d/x 4000 0<1 opaque"],
    files: 1,
  },
  {
    name: "a file replaced by a folder",
    layers: [[file("p", 9000)], [folder("p"), file("p/q", 1)]],
    waste: ["p 9000 0<1 replaced"],
    files: 1,
  },
  {
    name: "a file replaced by a folder that is only implied",
    layers: [[file("p", 9000)], [file("p/q", 1)]],
    waste: ["p 9000 0<1 replaced"],
    files: 1,
  },
  {
    name: "a folder replaced by a file",
    layers: [D, [file("d", 1)]],
    waste: ["d/e/y 5000 0<1 replaced", "d/x 4000 0<1 replaced"],
    files: 1,
  },
  {
    name: "a folder replaced by a symbolic link",
    layers: [D, [symlink("d", "other")]],
    waste: ["d/e/y 5000 0<1 replaced", "d/x 4000 0<1 replaced"],
    files: 0,
  },
  {
    name: "a file removed singly",
    layers: [[file("a", 9000), file("b", 1000)], [whiteout("a")]],
    waste: ["a 9000 0<1 removed"],
    files: 1,
  },
  {
    name: "chmod copies",
    layers: [[file("a", 10_000)], [file("a", 10_000, { mode: 0o755 })]],
    waste: ["a 10000 0<1 metadata"],
    files: 1,
  },
  {
    name: "chown copies",
    layers: [[file("a", 10_000)], [file("a", 10_000, { uid: 5 })]],
    waste: ["a 10000 0<1 metadata"],
    files: 1,
  },
  {
    name: "a capability copies",
    layers: [[file("a", 10)], [file("a", 10, { pax: { "SCHILY.xattr.security.capability": "x" } })]],
    waste: ["a 10 0<1 metadata"],
    files: 1,
  },
  {
    name: "an identical file made again",
    layers: [[file("a", 50)], [file("a", 50, { mtime: 5 })]],
    waste: ["a 50 0<1 replaced"],
    files: 1,
  },
  {
    name: "the same layer twice",
    layers: [[file("a", 50)], [file("a", 50)]],
    waste: ["a 50 0<1 replaced"],
    files: 1,
  },
  {
    name: "three versions",
    layers: [[file("a", 3)], [file("a", 2)], [file("a", 1)]],
    waste: ["a 3 0<1 replaced", "a 2 1<2 replaced"],
    files: 1,
  },
  {
    name: "a whiteout of nothing",
    layers: [[file("a", 3)], [whiteout("ghost"), whiteout("no/such"), file("b", 4)]],
    waste: [],
    files: 2,
  },
  {
    name: "a whiteout of nothing that sorts first",
    layers: [[file("z", 3)], [whiteout("0"), whiteout("z")]],
    waste: ["z 3 0<1 removed"],
    files: 0,
  },
  {
    name: "a whiteout and the file made again",
    layers: [[file("a", 3)], [file("a", 4), whiteout("a")]],
    waste: ["a 3 0<1 removed"],
    files: 1,
  },
  { name: "a whiteout in the lowest layer", layers: [[whiteout("a"), file("a", 4)]], waste: [], files: 1 },
  {
    name: "a dot-file",
    layers: [[file(".env", 30)], [whiteout(".env")]],
    waste: [".env 30 0<1 removed"],
    files: 0,
  },
  {
    name: "a dot-file in a folder",
    layers: [[file("d/.env", 30)], [whiteout("d/.env")]],
    waste: ["d/.env 30 0<1 removed"],
    files: 0,
  },
  {
    name: "notes of aufs",
    layers: [[file("a", 3)], [file(".wh..wh.aufs", 0), file(".wh..wh.plnk/1", 0)]],
    waste: [],
    files: 1,
  },
  {
    name: "a hard link whose first name goes",
    layers: [[file("a", 70), hardLink("b", "a")], [whiteout("a")]],
    waste: [],
    files: 1,
  },
  {
    name: "a hard link, both names go",
    layers: [[file("a", 70), hardLink("b", "a")], [whiteout("a")], [file("b", 1)]],
    waste: ["a 70 0<2 replaced"],
    files: 1,
  },
  {
    name: "chmod of a hard-linked file copies one name",
    layers: [[file("a", 70), hardLink("b", "a")], [file("a", 70, { mode: 0 })]],
    waste: [],
    files: 2,
  },
  {
    name: "a hard link before its file",
    layers: [[hardLink("b", "a"), file("a", 70)], [whiteout("a")]],
    waste: [],
    files: 1,
  },
  {
    name: "a hard link to a file of a lower layer",
    layers: [[file("a", 70)], [hardLink("b", "/a")], [whiteout("a")]],
    waste: [],
    files: 1,
  },
  {
    name: "one path twice in a layer",
    layers: [[file("a", 5), file("a", 6)]],
    waste: ["a 5 0<0 replaced"],
    files: 1,
  },
  {
    name: "names with ./ and ..",
    layers: [
      [file("./d/../a", 5), file("../../b", 6)],
      [whiteout("a"), whiteout("b")],
    ],
    waste: ["b 6 0<1 removed", "a 5 0<1 removed"],
    files: 0,
  },
  { name: "empty files are no waste", layers: [[file("a", 0)], [whiteout("a")]], waste: [], files: 0 },
  {
    name: "GNU long names",
    layers: [[file(`d/${"l".repeat(300)}`, 5, { longNames: "gnu" })], [whiteout("d")]],
    waste: [`d/${"l".repeat(300)} 5 0<1 removed`],
    files: 0,
  },
  {
    name: "PAX long names",
    layers: [[file(`d/${"ü".repeat(200)}`, 5, { longNames: "pax" })], [whiteout("d")]],
    waste: [`d/${"ü".repeat(200)} 5 0<1 removed`],
    files: 0,
  },
  {
    name: "POSIX prefixes",
    layers: [[file("some/where/a", 5, { prefix: true })], [whiteout("some/where/a")]],
    waste: ["some/where/a 5 0<1 removed"],
    files: 0,
  },
  {
    name: "base 256",
    layers: [[file("a", 5, { base256: true, uid: 3_000_000 })], [whiteout("a")]],
    waste: ["a 5 0<1 removed"],
    files: 0,
  },
  {
    name: "a hard link whose header has a size",
    layers: [[file("a", 5), { ...hardLink("b", "a"), size: 5 }, file("c", 6)]],
    waste: [],
    files: 3,
  },
];

describe("waste", () => {
  test.each(cases)("$name", async ({ layers, waste, files }) => {
    const reading = await readSpec({ layers });
    expect(reading.waste.map((w) => `${w.path} ${w.bytes} ${w.layer}<${w.by} ${w.reason}`)).toEqual(waste);
    expect(reading.image.files).toBe(files);
    const sum = reading.waste.reduce((total, { bytes }) => total + bytes, 0);
    expect(reading.image.wastedBytes).toBe(sum);
    expect(reading.image.bytes - sum).toBe(reading.image.finalBytes);
    expect(reading.skipped).toEqual([]);
  });

  test("a whiteout without a name is told", async () => {
    const { skipped, image } = await readSpec({ layers: [[file("a", 3)], [file("d/.wh."), file("b", 4)]] });
    expect(skipped).toEqual([{ path: "d/.wh.", layer: 1, why: "A whiteout without a name." }]);
    expect(image.bytes).toBe(7);
  });

  test("a hard link to nothing is told", async () => {
    const { skipped } = await readSpec({ layers: [[hardLink("b", "ghost")]] });
    expect(skipped).toMatchObject([{ path: "b", layer: 0 }]);
  });

  test("sparse files count as large as they are when unpacked", async () => {
    const gnu = file("gnu", 512, { type: "S", touch: (header) => header.write("00000010000", 483) });
    const pax = file("pax", 512, {
      pax: { "GNU.sparse.major": "1", "GNU.sparse.name": "real", "GNU.sparse.realsize": "9000" },
    });
    const { image } = await readSpec({ layers: [[gnu, pax, file("next", 1)], [whiteout("real")]] });
    expect(image).toMatchObject({ bytes: 4096 + 9000 + 1, wastedBytes: 9000, files: 2 });
  });

  // How long it takes is for `npm run bench -- growth` to say; here one that is quadratic does not come to its end.
  test("20,000 files, 2,000 whiteouts and one deep path", { timeout: 30_000 }, async () => {
    const many = Array.from({ length: 20_000 }, (_, i) => file(`d${i % 100}/f${i}`, 1));
    const gone = many.slice(0, 2000).map(({ path }) => whiteout(path));
    const deep = file(`${"d/".repeat(1500)}x`, 1, { longNames: "gnu" });
    const { image } = await readSpec({ layers: [[...many, deep], gone, [whiteout("d")]] });
    expect(image).toMatchObject({ bytes: 20_001, wastedBytes: 2001 });
  });
});
