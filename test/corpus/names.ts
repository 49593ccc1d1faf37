import { file, folder, hardLink, symlink, whiteout } from "../support/archives/entries.ts";
import { docker25 } from "../support/archives/layouts.ts";
import { type Entry, tarOf } from "../support/archives/tar.ts";
import { type Case, type Facts, truthOf } from "./case.ts";

interface Row extends Facts {
  name: string;
  trap: string;
  layers: (Entry[] | Buffer)[];
}

const LONG = `d/${"l".repeat(200)}/${"m".repeat(200)}`;
const SPARSE = {
  "GNU.sparse.major": "1",
  "GNU.sparse.minor": "0",
  "GNU.sparse.name": "real",
  "GNU.sparse.realsize": "9000",
};
const UMLAUTS = `d/${"ü".repeat(120)}`;

/** Names in all the ways in which tars write them. https://www.gnu.org/software/tar/manual/html_node/Formats.html */
const names: Row[] = [
  {
    name: "layer-names-with-dot",
    trap: "./ before names, and .. in them, which never leaves the root.",
    layers: [
      [file("./d/../a", 5), file("../../b", 6), file("/c//d/./e", 7)],
      [whiteout("a"), whiteout("b"), whiteout("./c/d/e")],
    ],
    bytes: [18, 0],
    files: 0,
    waste: ["a 5 0<1 removed", "b 6 0<1 removed", "c/d/e 7 0<1 removed"],
  },
  {
    name: "global-extended-header",
    // https://github.com/containerd/containerd/blob/main/pkg/archive/tar.go
    trap: "Engines pass by what a global extended header says of all entries behind it.",
    layers: [[{ path: "pax_global_header", type: "g", body: "11 path=zz\n" }, file("a", 5)], [whiteout("a")]],
    bytes: [5, 0],
    files: 0,
    waste: ["a 5 0<1 removed"],
  },
  {
    name: "gnu-long-names",
    trap: "A name of over 100 letters in an entry of its own.",
    layers: [[file(LONG, 5, { longNames: "gnu" })], [whiteout("d")]],
    bytes: [5, 0],
    files: 0,
    waste: [`${LONG} 5 0<1 removed`],
  },
  {
    name: "gnu-long-link",
    trap: "A hard link to a name of over 100 letters.",
    layers: [
      [file(LONG, 5, { longNames: "gnu" }), { ...hardLink("b", LONG), longNames: "gnu" }],
      [whiteout("d")],
    ],
    bytes: [5, 0],
    files: 1,
  },
  {
    name: "pax-long-names",
    trap: "A name of over 100 letters, not all ASCII, in an extended header.",
    layers: [[file(UMLAUTS, 5, { longNames: "pax" })], [whiteout("d")]],
    bytes: [5, 0],
    files: 0,
    waste: [`${UMLAUTS} 5 0<1 removed`],
  },
  {
    name: "posix-prefix",
    trap: "A name in two fields of one header.",
    layers: [[file("some/where/a", 5, { prefix: true })], [whiteout("some/where/a")]],
    bytes: [5, 0],
    files: 0,
    waste: ["some/where/a 5 0<1 removed"],
  },
  {
    name: "gnu-magic-has-no-prefix",
    trap: "Where POSIX has the prefix, GNU tar writes times: they are no part of the name.",
    layers: [[file("a", 5, { touch: asGnu })], [whiteout("a")]],
    bytes: [5, 0],
    files: 0,
    waste: ["a 5 0<1 removed"],
  },
  {
    name: "names-that-are-no-utf-8",
    trap: "Two names that differ in bytes that are no UTF-8 are two files.",
    layers: [[0xfe, 0xff].map((byte) => file("x", 5, { touch: (header) => header.fill(byte, 0, 1) }))],
    bytes: [10],
    files: 2,
  },
  {
    name: "names-that-languages-know",
    trap: "Names that a program may take for its own.",
    layers: [
      [file("__proto__/constructor", 5), file("toString", 6), file("hasOwnProperty/x", 7)],
      [whiteout("__proto__/constructor")],
    ],
    bytes: [18, 0],
    files: 2,
    waste: ["__proto__/constructor 5 0<1 removed"],
  },
  {
    name: "names-that-steer-a-terminal",
    trap: "Escape sequences and marks of direction in a name are not passed on.",
    layers: [[file("a\u001b[31m\u0007\u009b\u202ered", 5)], [whiteout("a\u001b[31m\u0007\u009b\u202ered")]],
    bytes: [5, 0],
    files: 0,
    waste: ["a[31mred 5 0<1 removed"],
  },
  {
    name: "name-longer-than-linux-allows",
    trap: "A name of 4,000 letters is a name, one of 5,000 is none.",
    layers: [[file(letters(4000), 5, { longNames: "pax" }), file(letters(5000), 7, { longNames: "gnu" })]],
    bytes: [5],
    files: 1,
    skipped: [{ path: `${"n".repeat(99)}/…`, layer: 0, why: "longer than Linux allows" }],
  },
];

/** Numbers, kinds and bodies. */
const headers: Row[] = [
  {
    name: "base-256",
    trap: "Numbers in base 256, as tools write large owners and sizes.",
    layers: [[file("a", 5, { base256: true, uid: 3_000_000 })], [whiteout("a")]],
    bytes: [5, 0],
    files: 0,
    waste: ["a 5 0<1 removed"],
  },
  {
    name: "size-in-extended-header",
    trap: "A size that stands in the extended header alone.",
    layers: [[file("a", 700, { size: 0, pax: { size: "700" } }), file("b", 1)]],
    bytes: [701],
    files: 2,
  },
  {
    name: "sparse-old-gnu",
    trap: "A sparse file counts as large as it is when unpacked, not as its body in the tar.",
    layers: [[file("a", 512, { type: "S", touch: asSparse }), file("b", 1)]],
    bytes: [4097],
    files: 2,
  },
  {
    name: "sparse-in-extended-header",
    // https://www.gnu.org/software/tar/manual/html_node/PAX-1.html
    trap: "The same in the newer form, where the name stands in the extended header, too.",
    layers: [
      [file("GNUSparseFile.0/real", `1\n8488\n512\n${"\0".repeat(501)}${"x".repeat(512)}`, { pax: SPARSE })],
      [whiteout("real")],
    ],
    bytes: [9000, 0],
    files: 0,
    waste: ["real 9000 0<1 removed"],
  },
  {
    name: "devices-and-pipes",
    trap: "A device, a pipe and a link have no bytes, whatever their headers say.",
    layers: [
      [
        { path: "dev/null", type: "3", size: 700 },
        { path: "dev/sda", type: "4", size: 700 },
        { path: "run/pipe", type: "6", size: 700 },
        { ...symlink("link", "a"), size: 700 },
        { ...folder("d"), size: 700 },
        file("a", 5),
      ],
      [whiteout("dev/null")],
    ],
    bytes: [5, 0],
    files: 1,
  },
  {
    name: "old-kinds",
    trap: "Kinds from before POSIX: a zero byte, 7, and a name that ends with a slash.",
    layers: [
      [
        file("zero", 5, { touch: (header) => header.fill(0, 156, 157) }),
        file("seven", 6, { type: "7" }),
        file("folder/", ""),
        file("folder/a", 7),
      ],
    ],
    bytes: [18],
    files: 3,
  },
  {
    name: "unknown-kind",
    trap: "An entry of a kind that nobody knows has a body that is stepped over.",
    layers: [[{ path: "label", type: "V", body: "x".repeat(600) }, file("a", 5)]],
    bytes: [5],
    files: 1,
  },
  {
    name: "signed-check-sum",
    trap: "Old tars add the bytes of a header as signed numbers.",
    layers: [signedSum(tarOf([file("ä", 5)]))],
    bytes: [5],
    files: 1,
  },
  {
    name: "no-end-mark",
    trap: "A tar without its two blocks of zeros.",
    layers: [tarOf([file("a", 5)], { end: false })],
    bytes: [5],
    files: 1,
  },
  {
    name: "entries-behind-the-end-mark",
    trap: "What stands behind two blocks of zeros is not unpacked by any engine.",
    layers: [Buffer.concat([tarOf([file("a", 5)]), tarOf([file("b", 6)])])],
    bytes: [5],
    files: 1,
  },
  {
    name: "body-of-whole-blocks",
    trap: "A body that fills its last block has no padding.",
    layers: [[file("a", 512), file("b", 1024), file("c", 511)]],
    bytes: [2047],
    files: 3,
  },
];

/** A path of so many letters, in folders whose names Linux allows. */
function letters(count: number): string {
  return "n".repeat(count).replaceAll(/n{99}n(?=n)/g, `${"n".repeat(99)}/`);
}

function asGnu(header: Buffer): void {
  header.write("ustar  \0", 257, "latin1");
  header.write("14531300000\x0014531300000", 345, "latin1");
}

/** Seven blocks of nothing, then one block of bytes. */
function asSparse(header: Buffer): void {
  asGnu(header);
  header.fill(0, 386, 495);
  header.write("00000007000\x0000000001000", 386, "latin1");
  header.write("00000010000", 483, "latin1");
}

/** The same tar with the first header's check sum over signed bytes. */
function signedSum(tar: Buffer): Buffer {
  tar.write("        ", 148);
  const sum = tar.subarray(0, 512).reduce((total, byte) => total + (byte > 127 ? byte - 256 : byte), 0);
  tar.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148);
  return tar;
}

/** Every way in which a tar may write its entries. */
export const nameCases: Case[] = [...names, ...headers].map((row) => ({
  name: row.name,
  trap: row.trap,
  archive: () => docker25({ layers: row.layers }),
  truth: truthOf(row),
}));
