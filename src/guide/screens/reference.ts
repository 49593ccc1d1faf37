import type { Screen } from "../../context.ts";
import type { ComparedFile } from "../compared-files.ts";
import { WORDS } from "../words.ts";
import { differenceLines } from "./difference.ts";

/** Of a file with more lines than this only those are shown that the reference changes. */
const WHOLE = 100;

/** The reference of a lab: its Dockerfile, and each other file in which it is not the start. */
export function referenceScreen(files: readonly ComparedFile[], screen: Pick<Screen, "tint">): string[] {
  return files.flatMap((file) => [
    screen.tint("strong", WORDS.solution.title(file.path)),
    ...linesOf(file, screen),
    "",
  ]);
}

function linesOf({ start, reference }: ComparedFile, screen: Pick<Screen, "tint">): string[] {
  if (reference === null) return [WORDS.solution.none];
  const lines = reference.trimEnd().split("\n");
  if (start !== null && lines.length > WHOLE) return differenceLines(start, reference, screen);
  return lines.map((line) => `  ${line}`.trimEnd());
}
