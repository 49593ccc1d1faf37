import type { Random } from "../random.ts";
import type { Mutation } from "./mutate-bytes.ts";

interface Field {
  at: number;
  length: number;
}

// https://www.gnu.org/software/tar/manual/html_node/Standard.html
const SIZE = { at: 124, length: 12 };
const REAL_SIZE = { at: 483, length: 12 };
const NUMBERS: Field[] = [
  { at: 100, length: 8 },
  { at: 108, length: 8 },
  { at: 116, length: 8 },
  SIZE,
  SIZE,
  { at: 136, length: 12 },
  REAL_SIZE,
];
const TEXTS: Field[] = [
  { at: 0, length: 100 },
  { at: 157, length: 100 },
  { at: 257, length: 8 },
  { at: 345, length: 155 },
];
const FLAGS = "0123457xgLKSVDMN\0\xff";
const NAMES = [
  "",
  "/",
  "..",
  "./",
  "a//b",
  ".wh.",
  ".wh..wh..opq",
  "x/.wh.y/z",
  "\x1b[2J",
  "\xfe\xff",
  "a/".repeat(49),
];

/** Changes to the headers of a tar, half of them with a check sum that matches. */
export const headerMutations: Record<string, Mutation> = {
  "number of a header": inHeader((header, random) => setNumber(header, random.pick(NUMBERS), random)),
  "kind of a header": inHeader((header, random) => {
    header.write(random.pick([...FLAGS]), 156, 1, "latin1");
  }),
  "text of a header": inHeader((header, random) => {
    const { at, length } = random.pick(TEXTS);
    header.fill(0, at, at + length).write(random.pick(NAMES), at, length, "latin1");
  }),
  "sparse header": inHeader((header, random) => {
    header.write("S", 156);
    setNumber(header, REAL_SIZE, random);
    header[482] = random.below(2);
  }),
  "long header": inHeader((header, random) => {
    header.write(random.pick(["x", "g", "L", "K"]), 156);
    setNumber(header, SIZE, random);
  }),
};

function setNumber(header: Buffer, { at, length }: Field, random: Random): void {
  const field = header.subarray(at, at + length);
  const largest = "7".repeat(length - 1);
  const octal = (text: string) => field.fill(0).write(text);
  const kinds = [
    () => octal(largest),
    () => octal(""),
    () => octal("-1"),
    () => octal("9"),
    () => octal(random.below(2000).toString(8)),
    () => octal((2 ** 31 + random.below(3)).toString(8).slice(0, length)),
    () => field.fill(0xff),
    () =>
      field
        .fill(0)
        .fill(0x80, 0, 1)
        .fill(0xff, length - 7),
    () => field.fill(0xff).fill(0x80, 0, 1),
    () => field.fill(random.below(256)),
  ];
  random.pick(kinds)();
}

function inHeader(change: (header: Buffer, random: Random) => void): Mutation {
  return (bytes, random) => {
    const headers: number[] = [];
    for (let at = bytes.indexOf("ustar"); at >= 0; at = bytes.indexOf("ustar", at + 1))
      if (at >= 257 && at + 255 <= bytes.length) headers.push(at - 257);
    const copy = Buffer.from(bytes);
    if (headers.length === 0) return copy;
    const at = random.pick(headers);
    const header = copy.subarray(at, at + 512);
    change(header, random);
    if (random.once(2)) mendCheckSum(header);
    return copy;
  };
}

function mendCheckSum(header: Buffer): void {
  header.write("        ", 148);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148);
}
