/** Groups of three with one separator between them, and a fraction behind another one: `1,020`, `1.020,5`, `1 020`. */
const GROUPED = /^\d{1,3}([., _'’])\d{3}(?:\1\d{3})*(?:(?!\1)[.,]\d+)?$/;
const PLAIN = /^(?:\d+(?:[.,]\d+)?|[.,]\d+)$/;
/** One point, or a zero in front, is a fraction even before three figures: `1.020`, `0,512`. */
const FRACTION = /^(?:\d+\.\d{3}|0[.,]\d{3})$/;

/**
 * The number that a person wrote, with the separators of any country; null for anything else. `1,020` is 1020, `1,02`
 * is 1.02. `1.020` is 1.02, or 1020 where only a whole number makes sense.
 */
export function readNumber(text: string, wholeOnly = false): number | null {
  const separator = GROUPED.exec(text)?.[1];
  if (separator !== undefined && (wholeOnly || !FRACTION.test(text))) {
    return Number(text.replaceAll(separator, "").replace(",", "."));
  }
  return PLAIN.test(text) ? Number(text.replace(",", ".")) : null;
}

const WORDS = [
  ...["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"],
  ...["eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen"],
  ...["nineteen", "twenty"],
];
const AROUND =
  /^(?:there are |it has |exactly )+|(?: (?:own|installed|in (?:total|all)|of them|layers?|files?|packages?))+$/g;

/** How many of something: `14`, `14 layers`, `fourteen`, `20,123 files`, `none`. Null for anything else. */
export function readCount(text: string): number | null {
  const bare = text.toLowerCase().replaceAll(AROUND, "");
  if (bare === "none" || bare === "no") return 0;
  const word = WORDS.indexOf(bare);
  if (word >= 0) return word;
  const count = readNumber(bare, true);
  return Number.isSafeInteger(count) ? count : null;
}

/** Is a figure at most so many percent away from the right one? */
export function isNear(given: number, right: number, percent: number): boolean {
  return Math.abs(given - right) * 100 <= right * percent;
}
