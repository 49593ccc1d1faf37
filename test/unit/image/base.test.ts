import { expect, test } from "vitest";
import { file, hardLink, whiteout } from "../../support/archives/entries.ts";
import { partsOf } from "../../support/archives/layouts.ts";
import { CANARY, FIND, readSpec } from "../../support/archives/read.ts";

const spec = {
  layers: [
    [file("a", CANARY), file("cache", 50)],
    [file("b", CANARY), file("mine", 70)],
    [whiteout("cache"), whiteout("mine")],
  ],
  config: { Env: [`T=${CANARY}`] },
};
const { rootfs } = JSON.parse(partsOf(spec).config.toString()) as { rootfs: { diff_ids: string[] } };

test("layers, waste and leaks say whose they are", async () => {
  const base = { name: "python:3.13-slim", diffIds: rootfs.diff_ids.slice(0, 1) };
  const reading = await readSpec(spec, { find: FIND, base });
  expect(reading.base).toEqual({ name: "python:3.13-slim", layers: 1 });
  expect(reading.layers.map(({ owner }) => owner)).toEqual(["base", "image", "image"]);
  expect(reading.waste.map(({ path, owner }) => `${path} ${owner}`)).toEqual(["mine image", "cache base"]);
  expect(reading.leaks.map(({ path, owner }) => `${path} ${owner}`).slice(0, 3)).toEqual([
    "T null",
    "a base",
    "b image",
  ]);
});

test.each([
  ["no base given", undefined],
  ["another image", { name: "x", diffIds: ["sha256:other"] }],
  ["an image on top of this one", { name: "x", diffIds: [...rootfs.diff_ids, "sha256:more"] }],
  ["a base without layers", { name: "x", diffIds: [] }],
])("%s: nobody can tell", async (_, base) => {
  const reading = await readSpec(spec, { find: FIND, base });
  expect(reading.base).toBe(null);
  expect([...reading.waste, ...reading.leaks, ...reading.layers].map(({ owner }) => owner)).not.toContain(
    "base",
  );
});

test("equal files of the final file system, when asked for", async () => {
  const layers = [
    [
      file("a", Buffer.alloc(5000, "x")),
      file("gone", Buffer.alloc(5000, "x")),
      file("small", "x"),
      file("s2", "x"),
    ],
    [whiteout("gone"), file("d/b", Buffer.alloc(5000, "x")), file("c", Buffer.alloc(5000, "y"))],
    [hardLink("link", "c"), file("e", Buffer.alloc(5000, "x"))],
  ];
  const { duplicates } = await readSpec({ layers }, { duplicates: true });
  expect(duplicates).toEqual([
    {
      bytes: 5000,
      wastedBytes: 10_000,
      copies: [
        { path: "a", layer: 0 },
        { path: "d/b", layer: 1 },
        { path: "e", layer: 2 },
      ],
    },
  ]);
  expect((await readSpec({ layers })).duplicates).toEqual([]);
});
