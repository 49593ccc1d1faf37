/** A source of numbers from 0 to below a limit, the same for the same seed. */
export function randomNumbers(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return (state >>> 8) % limit;
  };
}

/** Every place of the needle, also where it overlaps itself. */
export function indexesOf(hay: Buffer, needle: Buffer): number[] {
  const indexes: number[] = [];
  for (let at = hay.indexOf(needle); at >= 0; at = hay.indexOf(needle, at + 1)) indexes.push(at);
  return indexes;
}
