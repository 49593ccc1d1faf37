import { closestMatch } from "leven";

/** Where in a file something is wrong, and what. */
export interface Problem {
  readonly file: string;
  /** Counted from 1, as editors do. */
  readonly line: number;
  readonly column: number;
  readonly says: string;
}

/** A way into a YAML document: keys and places in lists. */
export type Path = readonly (string | number)[];

/** A problem as editors and terminals understand it: `labs/05-base/lab.yaml:7:5: …`. */
export function lineOf({ file, line, column, says }: Problem): string {
  return `${file}:${line}:${column}: ${says}`;
}

/** File by file, and in a file from its top to its end. */
export function inOrder(problems: readonly Problem[]): Problem[] {
  return problems.toSorted(
    (a, b) => compare(a.file, b.file) || a.line - b.line || a.column - b.column || compare(a.says, b.says),
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

/** Line and column of a place in a text, both counted from 1. */
export function placeIn(text: string, offset: number): Pick<Problem, "line" | "column"> {
  const before = text.slice(0, offset).split("\n");
  return { line: before.length, column: (before.at(-1) ?? "").length + 1 };
}

const FARTHEST = 4;
const LEAST_PART = 3;

/**
 * The name that was meant by a word: at most half of its letters are wrong, or it is a part of the name. A short word is
 * near to everything, so it must be nearly right.
 */
export function nearest(word: string, names: readonly string[]): string | undefined {
  const wanted = word.toLowerCase();
  const lower = names.map((name) => name.toLowerCase());
  const maxDistance = Math.min(FARTHEST, Math.floor(wanted.length / 2));
  const near = lower.includes(wanted) ? wanted : closestMatch(wanted, lower, { maxDistance });
  const part = wanted.length >= LEAST_PART ? lower.find((name) => name.includes(wanted)) : undefined;
  return names[lower.indexOf(near ?? part ?? "")];
}

/** `Did you mean "smaller-base"?`, or the names there are when none is near. */
export function didYouMean(word: string, names: readonly string[]): string {
  const near = nearest(word, names);
  if (near !== undefined) return `Did you mean "${near}"?`;
  return names.length > 0 ? `There are: ${names.join(", ")}.` : "There are none.";
}

/** A few words as a sentence: with one full stop in the end. */
export function sentence(words: string): string {
  return /[.?!]$/.test(words) ? words : `${words}.`;
}
