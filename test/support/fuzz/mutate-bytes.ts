import type { Random } from "../random.ts";

/** A change that damage, or somebody, makes to bytes. Gives new bytes. */
export type Mutation = (bytes: Buffer, random: Random) => Buffer;

const BLOCK = 512;
const PACKED = [Buffer.from("1f8b08", "hex"), Buffer.from("28b52ffd", "hex"), Buffer.from("PK\x03\x04")];

/** Changes to any bytes. */
export const byteMutations: Record<string, Mutation> = {
  "bits flipped": (bytes, random) => {
    const copy = Buffer.from(bytes);
    for (let i = random.below(8); i >= 0 && copy.length > 0; i--) {
      const at = random.below(copy.length);
      copy[at] = (copy[at] ?? 0) ^ (1 << random.below(8));
    }
    return copy;
  },
  "cut short": (bytes, random) => bytes.subarray(0, random.below(bytes.length)),
  "block doubled": (bytes, random) => {
    const at = blockIn(bytes, random);
    return spliced(bytes, { at, remove: 0, insert: bytes.subarray(at, at + BLOCK) });
  },
  "block zeroed": (bytes, random) => {
    const at = blockIn(bytes, random);
    return Buffer.from(bytes).fill(0, at, Math.min(at + BLOCK, bytes.length));
  },
  "blocks swapped": (bytes, random) => {
    const copy = Buffer.from(bytes);
    const [one, other] = [blockIn(bytes, random), blockIn(bytes, random)];
    bytes.copy(copy, one, other, other + BLOCK);
    bytes.copy(copy, other, one, one + BLOCK);
    return copy;
  },
  "block left out": (bytes, random) =>
    spliced(bytes, { at: blockIn(bytes, random), remove: BLOCK, insert: Buffer.alloc(0) }),
  "noise put in": (bytes, random) => {
    const noise = Buffer.from(Array.from({ length: 1 + random.below(700) }, () => random.below(256)));
    return spliced(bytes, {
      at: random.below(bytes.length),
      remove: random.below(2) * noise.length,
      insert: noise,
    });
  },
  "packed body hit": (bytes, random) => {
    const magic = random.pick(PACKED);
    const from = bytes.indexOf(magic, random.below(bytes.length));
    const copy = Buffer.from(bytes);
    for (let i = random.below(4); i >= 0 && from >= 0; i--) {
      const at = from + magic.length + random.below(64);
      if (at < copy.length) copy[at] = random.below(256);
    }
    return copy;
  },
};

function blockIn(bytes: Buffer, random: Random): number {
  return BLOCK * random.below(Math.floor(bytes.length / BLOCK));
}

function spliced(
  bytes: Buffer,
  { at, remove, insert }: { at: number; remove: number; insert: Buffer },
): Buffer {
  return Buffer.concat([bytes.subarray(0, at), insert, bytes.subarray(at + remove)]);
}
