import { readNumber } from "./read-number.ts";

/** `0.98`, `98 %`, `98`: 98. Null for anything else, and for more than there is. */
export function readPercent(text: string): number | null {
  const [, digits = "", sign] = /^([\d.,]+) ?(%|percent|per cent)?$/i.exec(text) ?? [];
  const number = readNumber(digits);
  if (number === null) return null;
  const percent = sign === undefined && number <= 1 ? number * 100 : number;
  return percent <= 100 ? percent : null;
}

/** Whether two percentages are at most so many points apart. Sums of binary fractions are a little off. */
export function isWithin(given: number, right: number, points: number): boolean {
  return Math.abs(given - right) <= points + 1e-9;
}
