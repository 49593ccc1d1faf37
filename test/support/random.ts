/** Numbers that only look random: the same seed gives the same ones on every machine. */
export interface Random {
  /** A whole number of 0 and more, below the limit. */
  below(limit: number): number;
  pick<T>(list: readonly T[]): T;
  /** True once in so many times. */
  once(inTimes: number): boolean;
}

/** Mulberry32. https://gist.github.com/tommyettinger/46a874533244883189143505d203312c */
export function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
  const below = (limit: number): number => next() % Math.max(1, limit);
  return {
    below,
    pick: (list) => list[below(list.length)] as (typeof list)[number],
    once: (inTimes) => below(inTimes) === 0,
  };
}

/** Every place of the needle, also where it overlaps itself. */
export function indexesOf(hay: Buffer, needle: Buffer): number[] {
  const indexes: number[] = [];
  for (let at = hay.indexOf(needle); at >= 0; at = hay.indexOf(needle, at + 1)) indexes.push(at);
  return indexes;
}
