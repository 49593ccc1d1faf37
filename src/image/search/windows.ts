import { FREQUENCY } from "./byte-frequency.ts";

/** How many bytes of a form the pass looks for. */
export const WINDOW = 4;

// Teddy looks at the last three bytes of a window.
const FIRST = 1;
const BUCKETS = 8;
// In a form longer than this not every window is tried.
const MOST_TRIED = 64;

/** What the pass is to look for. */
export interface Plan {
  /** For each form the offset of its window. */
  offsets: number[];
  /** Teddy's tables for these windows: for each of three bytes 16 bytes by its low half, 16 by its high half. */
  masks: Uint8Array;
}

/**
 * For each of three bytes the halves that windows of a bucket have there: bit n for a low half n, bit 16 + n for a high
 * half n.
 */
type Halves = [number, number, number];

interface Bucket {
  halves: Halves;
  /** The share of all places that get into the bucket, roughly. */
  share: number;
}

/**
 * Chooses a window of each form (at least four bytes long), and a bucket for the window, so that few places in the files
 * of images get into a bucket. Forms that leave the least choice come first.
 */
export function planOf(forms: readonly Buffer[]): Plan {
  const buckets = Array.from({ length: BUCKETS }, (): Bucket => ({ halves: [0, 0, 0], share: 0 }));
  const offsets = forms.map(() => 0);
  const order = [...forms.entries()].sort(([, a], [, b]) => a.length - b.length);
  for (const [index, form] of order) offsets[index] = takeIn(buckets, form);
  return { offsets, masks: masksOf(buckets) };
}

/** Takes the window of the form that adds least to a bucket into that bucket. Returns the window's offset. */
function takeIn(buckets: readonly Bucket[], form: Buffer): number {
  const last = form.length - WINDOW;
  const step = Math.ceil((last + 1) / MOST_TRIED);
  let best = { bucket: buckets[0], share: 0, offset: 0, added: Number.POSITIVE_INFINITY };
  for (let offset = 0; offset <= last; offset += step) {
    for (const bucket of buckets) {
      const share = shareOf(halvesWith(bucket, form, offset));
      const added = share - bucket.share;
      if (added < best.added) best = { bucket, share, offset, added };
    }
  }
  if (best.bucket) {
    best.bucket.halves = halvesWith(best.bucket, form, best.offset);
    best.bucket.share = best.share;
  }
  return best.offset;
}

function halvesWith({ halves: [a, b, c] }: Bucket, form: Buffer, offset: number): Halves {
  const at = offset + FIRST;
  return [a | halvesOf(form[at]), b | halvesOf(form[at + 1]), c | halvesOf(form[at + 2])];
}

function halvesOf(byte = 0): number {
  return (1 << (byte & 15)) | (1 << (16 + (byte >>> 4)));
}

function shareOf([a, b, c]: Halves): number {
  return byteShare(a) * byteShare(b) * byteShare(c);
}

/** The share of bytes with one of the low and one of the high halves. */
function byteShare(halves: number): number {
  let share = 0;
  for (let high = halves >>> 16; high !== 0; high &= high - 1) {
    const row = 64 * (31 - Math.clz32(high & -high));
    for (let four = 0; four < 4; four++) {
      share += SUMS[row + 16 * four + ((halves >>> (4 * four)) & 15)] as number;
    }
  }
  return share;
}

/** For each high half, and each four low halves, the share of bytes with one of a set of these. */
const SUMS = Float64Array.from({ length: 16 * 4 * 16 }, (_, index) => {
  const first = (index >>> 4) * 4;
  return [0, 1, 2, 3].reduce(
    (sum, bit) => sum + ((index >>> bit) & 1) * (FREQUENCY[first + bit] as number),
    0,
  );
});

function masksOf(buckets: readonly Bucket[]): Uint8Array {
  return Uint8Array.from({ length: 3 * 32 }, (_, index) => {
    const isIn = ({ halves }: Bucket) => ((halves[index >>> 5] as number) >>> (index & 31)) & 1;
    return buckets.reduce((mask, bucket, number) => mask | (isIn(bucket) << number), 0);
  });
}
