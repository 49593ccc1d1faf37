const POOL_BYTES = 4 << 20;
/** A prime, so that neighbouring files do not begin alike. */
const STEP = 104_729;
const LETTERS = "abcdefghijklmnopqrstuvwxyz";
const CODE = `${LETTERS}${LETTERS.toUpperCase()}0123456789+/`;

let pool;

/**
 * Text for a file: words, lines and here and there something that looks encoded, the same at every run. In pieces, each
 * of which stands in one large text.
 *
 * @param {number} index which file
 * @param {number} size in bytes
 */
export function* textOf(index, size) {
  pool ??= makePool();
  let start = (index * STEP) % POOL_BYTES;
  for (let rest = size; rest > 0; start = 0) {
    const piece = pool.subarray(start, Math.min(POOL_BYTES, start + rest));
    rest -= piece.length;
    yield piece;
  }
}

function makePool() {
  const random = randomFrom(20_231);
  const drawn = (from, length) =>
    Array.from({ length }, () => from[Math.floor(random() * from.length)]).join("");
  const vocabulary = Array.from({ length: 4000 }, () => drawn(LETTERS, 2 + Math.floor(random() * 9)));
  const parts = [];
  for (let bytes = 0; bytes < POOL_BYTES; bytes += parts.at(-1).length) {
    const luck = random();
    const word = luck < 0.01 ? drawn(CODE, 64) : vocabulary[Math.floor(random() * vocabulary.length)];
    parts.push(`${word}${luck > 0.9 ? "\n" : luck > 0.8 ? ": " : " "}`);
  }
  return Buffer.from(parts.join("")).subarray(0, POOL_BYTES);
}

/** Mulberry32: figures from 0 to 1 that only look random. https://gist.github.com/tommyettinger/46a874533244883189143505d203312c */
function randomFrom(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
