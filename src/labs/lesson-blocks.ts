import { fill } from "./fill.ts";

/** Commands of a lesson that are really run, and what they must print. */
export interface LessonBlock {
  /** Where it begins in its file. */
  readonly line: number;
  readonly commands: string;
  /** What is wrong with an output; null when it is as the lesson shows it, or the lesson shows none. */
  problemWith(output: string, values: Readonly<Record<string, string>>): string | null;
}

const FENCE = /^```(\w*)(.*)$/;

/** The blocks of a lesson that say ```sh run, each with the ```output block behind it. */
export function blocksIn(markdown: string): LessonBlock[] {
  const fences = fencesIn(markdown);
  return fences.flatMap(({ kind, words, line, text }, index) => {
    if (kind !== "sh" || !/\brun\b/.test(words)) return [];
    const next = fences[index + 1];
    const shown = next?.kind === "output" ? next : null;
    const tolerance = Number(/tolerance=(\d+)%/.exec(shown?.words ?? "")?.[1] ?? 0);
    return [
      {
        line,
        commands: text,
        problemWith: (output, values) =>
          shown ? differenceIn(output, fill(shown.text, values), tolerance) : null,
      },
    ];
  });
}

interface Fence {
  readonly kind: string;
  readonly words: string;
  readonly line: number;
  readonly text: string;
}

function fencesIn(markdown: string): Fence[] {
  const fences: Fence[] = [];
  let open: { kind: string; words: string; line: number; lines: string[] } | null = null;
  for (const [index, line] of markdown.split(/\r?\n/).entries()) {
    const [, kind = "", words = ""] = FENCE.exec(line) ?? [];
    if (!FENCE.test(line)) open?.lines.push(line);
    else if (open) {
      fences.push({ ...open, text: open.lines.join("\n") });
      open = null;
    } else open = { kind, words, line: index + 1, lines: [] };
  }
  return fences;
}

const NUMBER = /\d+(?:\.\d+)?/g;

/** Compares line by line. `…` stands for anything, and numbers may differ by the tolerance, in percent. */
function differenceIn(output: string, shown: string, tolerance: number): string | null {
  const lines = output.split("\n").map((line) => line.trimEnd());
  for (const wanted of shown.split("\n").filter((line) => line.trim() !== "")) {
    if (wanted.trim() === "…") continue;
    if (!lines.some((line) => matches(line, wanted.trimEnd(), tolerance)))
      return `no line of the output is: ${wanted}`;
  }
  return null;
}

function matches(line: string, wanted: string, tolerance: number): boolean {
  const parts = wanted.replaceAll(NUMBER, "\u0000").split("…");
  const shape = parts
    .map((part) => part.replaceAll(/[\\^$.*+?()[\]{}|]/g, "\\$&").replaceAll(/\s+/g, "\\s+"))
    .join(".*");
  const found = new RegExp(`^${shape.replaceAll("\u0000", "(\\d+(?:\\.\\d+)?)")}$`).exec(line);
  if (!found) return false;
  const numbers = [...wanted.matchAll(NUMBER)].map(([number]) => Number(number));
  return numbers.every(
    (number, index) => Math.abs(Number(found[index + 1]) - number) <= (number * tolerance) / 100,
  );
}
