/** A number alone or before a unit. The figures in a word or a digest are none: those must be just as they are shown. */
const NUMBER = /(?<!\w)\d[\d,]*(?:\.\d+)?(?=(?:[kKMGT]?i?B|ms|s|%)?(?!\w))/g;
const ROUNDING = 1e-9;
/** Stands for a number while the rest of a line is turned into an expression. */
const MARK = "\u0000";

/**
 * What is wrong with an output; null when each shown line is in it, in this order. Other lines may stand between. `…` is
 * anything, also several lines, and numbers may differ by the tolerance, in percent.
 */
export function differenceIn(output: string, shown: string, tolerance: number): string | null {
  if (output.trim() === "") return "nothing was printed";
  const lines = linesOf(output);
  const wanted = linesOf(shown).filter((line) => !/^[\s…]*$/.test(line));
  if (wanted.length === 0) return "the lesson shows no line to compare it with";
  let next = 0;
  for (const line of wanted) {
    const found = lines.findIndex((one, index) => index >= next && matches(one, line, tolerance));
    if (found < 0) return wordsFor(line, lines, tolerance);
    next = found + 1;
  }
  return null;
}

function linesOf(text: string): string[] {
  return text.split("\n").map((line) => line.trimEnd());
}

function wordsFor(wanted: string, lines: readonly string[], tolerance: number): string {
  if (lines.some((line) => matches(line, wanted, tolerance))) return `this line comes too early: ${wanted}`;
  return `no line of the output is: ${wanted}`;
}

function matches(line: string, wanted: string, tolerance: number): boolean {
  const found = expressionFor(wanted).exec(line);
  if (!found) return false;
  const numbers = [...wanted.matchAll(NUMBER)].map(([number]) => number);
  return numbers.every((number, index) => isNear(found[index + 1] ?? "", number, tolerance));
}

function expressionFor(wanted: string): RegExp {
  const parts = wanted.replaceAll(NUMBER, MARK).split("…");
  const shapes = parts.map((part) =>
    part.replaceAll(/[\\^$.*+?()[\]{}|]/g, "\\$&").replaceAll(/\s+/g, "\\s+"),
  );
  return new RegExp(`^${shapes.join(".*").replaceAll(MARK, "(\\d[\\d,]*(?:\\.\\d+)?)")}$`);
}

function isNear(found: string, wanted: string, tolerance: number): boolean {
  if (found === wanted) return true;
  const [is, was] = [found, wanted].map((text) => Number(text.replaceAll(",", "")));
  const allowed = ((was ?? 0) * tolerance) / 100;
  return Math.abs((is ?? 0) - (was ?? 0)) <= allowed + ROUNDING;
}
