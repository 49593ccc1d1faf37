import { closestMatch } from "leven";

/** Where in a file something is wrong, and what. */
export interface Problem {
  readonly file: string;
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

const FARTHEST = 4;

/** `Did you mean "smaller-base"?`, or the names there are when none is near. */
export function didYouMean(word: string, names: readonly string[]): string {
  const near = closestMatch(word, [...names], { maxDistance: FARTHEST });
  if (near !== undefined) return `Did you mean "${near}"?`;
  return names.length > 0 ? `There are: ${names.join(", ")}.` : "There are none.";
}
