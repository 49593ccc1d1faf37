/**
 * Marks every place where one of many windows of four bytes stands: AssemblyScript, compiled by `npm run wasm`.
 *
 * First by Hyperscan's Teddy: for each of a window's last three bytes two tables tell, by the low and by the high half
 * of a byte, in which of eight buckets the window may be; a place that is left with a bucket for all three is looked up
 * in a hash table of the windows. https://github.com/intel/hyperscan/blob/master/src/fdr/teddy.c and, in words,
 * https://github.com/BurntSushi/aho-corasick/blob/master/src/packed/teddy/README.md
 */

/** Six tables of 16 bytes: for the window's second byte by its low half, by its high half, for its third … */
export const MASKS: u32 = 0;
/** The marks: number of the window and address, two words each. */
export const MARKS: u32 = 128;
/** How many marks there is room for. */
export const MOST: u32 = 4096;
/** The hash table: number of a window and the window, two words each. Number 0 ends a look-up. */
export const TABLE: u32 = 32896;
/** A window times this, shifted, is the slot where its look-up begins. */
export const HASH: u32 = 0x9e3779b1;

/** Where the last pass stopped: where it was to stop, or earlier for want of room for its marks. */
export let next: u32 = 0;

/**
 * Passes over the bytes from address `from` to before `to`, reads up to 15 behind, and may mark windows that reach into
 * those. Returns the number of marks.
 */
export function mark(from: u32, to: u32, shift: u32): u32 {
  const low1 = v128.load(MASKS, 0);
  const high1 = v128.load(MASKS, 16);
  const low2 = v128.load(MASKS, 32);
  const high2 = v128.load(MASKS, 48);
  const low3 = v128.load(MASKS, 64);
  const high3 = v128.load(MASKS, 80);
  let last1 = i8x16.splat(0);
  let last2 = i8x16.splat(0);
  let count: u32 = 0;
  let at = from;
  for (; at < to && count <= MOST - 16; at += 16) {
    const bytes = v128.load(at);
    const low = v128.and(bytes, i8x16.splat(15));
    const high = v128.and(i16x8.shr_u(bytes, 4), i8x16.splat(15));
    const is1 = v128.and(i8x16.swizzle(low1, low), i8x16.swizzle(high1, high));
    const is2 = v128.and(i8x16.swizzle(low2, low), i8x16.swizzle(high2, high));
    const is3 = v128.and(i8x16.swizzle(low3, low), i8x16.swizzle(high3, high));
    // Each lane: what the byte two before may be, what the byte before may be, what this one may be.
    const may1 = i8x16.shuffle(last1, is1, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29);
    const may2 = i8x16.shuffle(last2, is2, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30);
    const may = v128.and(v128.and(may1, may2), is3);
    last1 = is1;
    last2 = is2;
    if (v128.any_true(may)) count = lookUp(may, at, shift, count);
  }
  // The two bytes before are read again: the next pass knows nothing of them.
  next = at < to ? at - 2 : to;
  return count;
}

/** Marks those of the 16 places where a window of the table ends. Returns the new number of marks. */
function lookUp(may: v128, at: u32, shift: u32, count: u32): u32 {
  for (let lanes = i8x16.bitmask(i8x16.ne(may, i8x16.splat(0))); lanes !== 0; lanes &= lanes - 1) {
    const start = at + ctz(lanes) - 3;
    const window = load<u32>(start);
    let slot = TABLE + (((window * HASH) >> shift) << 3);
    while (load<u32>(slot) !== 0 && load<u32>(slot, 4) !== window) slot += 8;
    if (load<u32>(slot) === 0) continue;
    store<u32>(MARKS + (count << 3), load<u32>(slot));
    store<u32>(MARKS + (count << 3), start, 4);
    count++;
  }
  return count;
}
