import { fill, type Values } from "./fill.ts";
import { type Fence, fencesIn } from "./lesson-fences.ts";
import { differenceIn } from "./lesson-output.ts";

/** Commands of a lesson that are really run, and what they must print. */
export interface LessonBlock {
  /** Where it begins in its file. */
  readonly line: number;
  readonly commands: string;
  /** What is wrong with an output; null when it is as the lesson shows it, or the lesson shows none. */
  problemWith(output: string, values: Values): string | null;
}

/** How an output block says by how much its numbers may differ: tolerance=20%. */
export const TOLERANCE = /^tolerance=(\d+(?:\.\d+)?)%$/;

/** The blocks of a lesson that say ```sh run, each with the ```output block behind it. */
export function blocksIn(markdown: string): LessonBlock[] {
  const fences = fencesIn(markdown);
  return fences.flatMap((fence, index) => {
    if (!isRun(fence)) return [];
    const next = fences[index + 1];
    const shown = next?.kind === "output" ? next : null;
    const problemWith: LessonBlock["problemWith"] = (output, values) =>
      shown ? differenceIn(output, fill(shown.text, values), toleranceOf(shown)) : null;
    return [{ line: fence.line, commands: fence.text, problemWith }];
  });
}

/** Whether `prove` runs what is in a block. */
export function isRun({ kind, words }: Fence): boolean {
  return kind === "sh" && words.includes("run");
}

function toleranceOf({ words }: Fence): number {
  return Number(words.map((word) => TOLERANCE.exec(word)?.[1]).find(Boolean) ?? 0);
}
