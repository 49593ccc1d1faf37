import { randomFillSync } from "node:crypto";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { readImage } from "../../../src/image/read-image.ts";
import { file, folder, whiteout } from "../../support/archives/entries.ts";
import { docker25 } from "../../support/archives/layouts.ts";
import { CANARY, FIND, inChunks, readSpec } from "../../support/archives/read.ts";
import { tarOf } from "../../support/archives/tar.ts";
import { type ZipEntry, zipOf } from "../../support/archives/zip.ts";
import { zstdStored } from "../../support/archives/zstd.ts";

const SECRET = `index-url=http://learner:${CANARY}@feed/\n`;
const NOISE = randomFillSync(Buffer.alloc(90_000)).toString("base64");
const WIDE = `${NOISE}${SECRET}${NOISE}`;

async function insides(body: Buffer, name = "opt/thing"): Promise<string[]> {
  const { leaks, skipped } = await readSpec({ layers: [[file(name, body), file("z", "x")]] }, { find: FIND });
  expect(skipped).toEqual([]);
  return leaks.map(({ path, inside, encoding }) => `${path} ${inside} ${encoding}`);
}

const member = (more: Partial<ZipEntry> = {}): Buffer =>
  zipOf([
    { name: "first", body: "x" },
    { name: "conf/pip.conf", body: SECRET, ...more },
    { name: "e", body: "" },
  ]);

describe("a value inside an archive inside a layer", () => {
  const tar = tarOf([folder("conf"), file("conf/pip.conf", SECRET), file("e")]);
  test.each<[string, Buffer, string, string]>([
    ["gzip", gzipSync(SECRET), "log.gz", "log"],
    ["large gzip", gzipSync(WIDE), "log.gz", "log"],
    ["gzip in two members", Buffer.concat([gzipSync("x"), gzipSync(SECRET)]), "log.gz", "log"],
    ["zstd", zstdStored(Buffer.from(SECRET)), "log.zst", "log"],
    ["tar", tar, "a.tar", "conf/pip.conf"],
    ["tar.gz", gzipSync(tar), "deps.tar.gz", "deps.tar!/conf/pip.conf"],
    ["tgz under another name", gzipSync(tar), "deps", "deps!/conf/pip.conf"],
    ["zip", member(), "a.whl", "conf/pip.conf"],
    ["large zip", member({ body: WIDE }), "a.jar", "conf/pip.conf"],
    ["stored zip", member({ stored: true }), "a.zip", "conf/pip.conf"],
    ["zip with its sizes behind", member({ sizesBehind: "marked" }), "a.jar", "conf/pip.conf"],
    [
      "large zip with its sizes behind",
      member({ sizesBehind: "marked", body: WIDE }),
      "a.jar",
      "conf/pip.conf",
    ],
    [
      "stored zip with its sizes behind",
      member({ sizesBehind: "marked", stored: true }),
      "a",
      "conf/pip.conf",
    ],
    ["zip64", member({ zip64: true }), "a.zip", "conf/pip.conf"],
    ["zip64 with its sizes behind", member({ zip64: true, sizesBehind: "marked" }), "a.zip", "conf/pip.conf"],
    [
      "zip in a tar.gz",
      gzipSync(tarOf([file("w/a.whl", member())])),
      "d.tgz",
      "d.tar!/w/a.whl!/conf/pip.conf",
    ],
    ["gzip in a stored zip", zipOf([{ name: "x.gz", body: gzipSync(SECRET), stored: true }]), "z", "x.gz!/x"],
  ])("%s", async (_, body, name, inside) => {
    expect(await insides(body, `opt/${name}`)).toEqual([`opt/${name} ${inside} plain`]);
  });

  test("in chunks of any size", async () => {
    const packed = gzipSync(tarOf([file("a.jar", member({ sizesBehind: "marked" }))]));
    const image = tarOf(
      docker25({ layers: [[file("x", packed), file("y", member({ sizesBehind: "marked" }))]] }),
    );
    for (const size of [1, 7, 511, 4096]) {
      const { leaks } = await readImage(inChunks(image, size), { find: FIND });
      expect(leaks.map(({ inside }) => inside)).toEqual(["x!/a.jar!/conf/pip.conf", "conf/pip.conf"]);
    }
  });

  test("large ones, many at once, without a warning of the run-time", async () => {
    const warnings: string[] = [];
    const note = ({ message }: Error) => warnings.push(message);
    process.on("warning", note);
    const large = gzipSync(Buffer.concat([randomFillSync(Buffer.alloc(3 << 20)), Buffer.from(SECRET)]));
    const layers = [[file("a.gz", large), file("b.gz", large), file("c.gz", large)]];
    const { leaks } = await readSpec({ layers }, { find: FIND });
    await new Promise((resolve) => setImmediate(resolve));
    process.off("warning", note);
    expect(leaks.map(({ path }) => path)).toEqual(["a.gz", "b.gz", "c.gz"]);
    expect(warnings).toEqual([]);
  });

  test("names of members: the archive's own bytes hold them", async () => {
    expect(await insides(zipOf([{ name: CANARY, body: "x" }]), "a")).toEqual(["a null plain"]);
    expect(await insides(gzipSync(tarOf([file(CANARY, "x")])), "a.tgz")).toEqual(["a.tgz a.tar plain"]);
  });

  test("a value in a member's name never comes back", async () => {
    const layers = [[file("a.zip", zipOf([{ name: `d-${CANARY}`, body: CANARY }]))], [whiteout("a.zip")]];
    const { leaks } = await readSpec({ layers }, { find: FIND });
    expect(leaks).toMatchObject([{ path: "a.zip", inside: "d-****4b62", removed: true }]);
  });

  test("archives that lie one behind the other, and files that only begin like one", async () => {
    const layers = [
      [file("a.gz", gzipSync(SECRET)), file("b.gz", gzipSync("x")), file("c.gz", gzipSync(WIDE))],
      [file("PK", "PK\x03"), file("zeros", 2000), file("one", "\x1f\x8b"), file("d.zip", member())],
    ];
    const { leaks, skipped } = await readSpec({ layers }, { find: FIND });
    expect(leaks.map(({ path, layer }) => `${path} ${layer}`)).toEqual(["a.gz 0", "c.gz 0", "d.zip 1"]);
    expect(skipped).toEqual([]);
  });
});

describe("what cannot be read inside is listed, and the rest is read", () => {
  const zeros = gzipSync(Buffer.alloc(40 << 20));
  const quine = (depth: number): Buffer => (depth === 0 ? Buffer.from(SECRET) : gzipSync(quine(depth - 1)));
  const half = (bytes: Buffer) => bytes.subarray(0, bytes.length / 2);
  test.each<[string, Buffer, RegExp]>([
    ["a bomb", zeros, /unpacks to far more/],
    [
      "a bomb in a zip",
      zipOf([
        { name: "a", body: Buffer.alloc(40 << 20) },
        { name: "b", body: "x" },
      ]),
      /unpacks to/,
    ],
    ["many bombs in a tar", gzipSync(tarOf(Array(20).fill(file("a.gz", zeros)))), /unpacks to/],
    ["archives without end", quine(12), /more than 8 deep/],
    ["a cut gzip", half(gzipSync(NOISE)), /damaged/],
    ["a cut zip", half(zipOf([{ name: "a", body: NOISE }])), /damaged/],
    ["a cut tar", half(tarOf([file("a", NOISE)])), /damaged/],
    ["an encrypted zip", member({ encrypted: true }), /encrypted/],
    ["a zip packed another way", member({ method: 93 }), /rare way/],
  ])("%s", async (_, body, why) => {
    const layers = [[file("odd", body), file("behind", SECRET), file("behind.gz", gzipSync(SECRET))]];
    const { leaks, skipped } = await readSpec({ layers }, { find: FIND });
    expect(leaks.map(({ path }) => path)).toEqual(["behind", "behind.gz"]);
    expect(skipped).toEqual([{ path: "odd", layer: 0, why: expect.stringMatching(why) }]);
  });

  test("a member whose sizes stand behind without a mark is searched, what follows is listed", async () => {
    const layers = [[file("a", member({ sizesBehind: "bare" }))]];
    const { leaks, skipped } = await readSpec({ layers }, { find: FIND });
    expect(leaks.map(({ inside }) => inside)).toEqual(["conf/pip.conf"]);
    expect(skipped).toMatchObject([{ path: "a", why: expect.stringContaining("damaged") }]);
  });

  test("one damaged member, and the members behind it", async () => {
    const bad = zipOf([{ name: "bad", body: NOISE, stored: true, method: 8 }]).subarray(0, -22);
    const { leaks, skipped } = await readSpec(
      { layers: [[file("a", Buffer.concat([bad, member()]))]] },
      { find: FIND },
    );
    expect(leaks.map(({ inside }) => inside)).toEqual(["conf/pip.conf"]);
    expect(skipped.length).toBe(1);
  });

  test("mutated archives end soon, with or without a finding", async () => {
    const whole = [gzipSync(tarOf([file("a.jar", member({ sizesBehind: "marked" }))])), member()];
    for (const body of whole) {
      for (let round = 0; round < 150; round++) {
        const bytes = Buffer.from(body);
        for (let i = 0; i < 1 + (round % 5); i++) bytes[(round * 7919 + i * 104_729) % bytes.length] = round;
        await readSpec({ layers: [[file("a", bytes)]] }, { find: FIND });
      }
    }
  });

  test("nothing to look for: nothing is unpacked", async () => {
    expect((await readSpec({ layers: [[file("odd", half(gzipSync(NOISE)))]] })).skipped).toEqual([]);
  });
});
