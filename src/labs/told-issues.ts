import type { z } from "zod";
import { nearest, type Path } from "./problems.ts";
import { keysAt, valueAt } from "./schema-at.ts";

/** Something that the schema has found. */
export type Issue = z.core.$ZodIssue;

/**
 * The issues that an author should read. A misspelt key is told as an unknown one, and not also as one that is missing; a
 * list in the place of a text is told as that, and not also as too short.
 */
export function told(issues: readonly Issue[], document: unknown): Issue[] {
  const misspelt = new Set(issues.flatMap((issue) => keysMeantBy(issue, document)).map(nameOf));
  const mistaken = new Set(
    issues.filter(({ code }) => code === "invalid_type").map(({ path }) => nameOf(path)),
  );
  return issues.filter(({ code, path }) => {
    const isMissing = valueAt(document, path as Path) === undefined;
    if (isMissing) return !misspelt.has(nameOf(path));
    return code === "invalid_type" || !mistaken.has(nameOf(path));
  });
}

/** The keys of the schema that were meant by unknown ones. */
function keysMeantBy(issue: Issue, document: unknown): Path[] {
  if (issue.code !== "unrecognized_keys") return [];
  const path = issue.path as Path;
  const known = keysAt(path, document);
  return issue.keys.flatMap((key) => {
    const near = nearest(key, known);
    return near === undefined ? [] : [[...path, near]];
  });
}

function nameOf(path: readonly PropertyKey[]): string {
  return JSON.stringify(path);
}
