import { type Dockerfile, type Stage, stagesBelow } from "./dockerfile.ts";
import { plain, readHistoryLine } from "./history-line.ts";
import type { Instruction } from "./instruction.ts";
import { type LeavesLine, leavesLine } from "./made-by.ts";

interface Candidate {
  keyword: string;
  leaves: LeavesLine;
  instruction: Instruction;
}
/** True where the line of that index may have been left by the candidate of that index. */
type Pairs = (line: number, candidate: number) => boolean;

const MOST_PAIRS = 4_000_000;

/**
 * The instruction that left each line of an image's history (`created_by`, oldest first), or null. The lines must be
 * all of one image: both are read in order, so that the second of two equal lines is given the second of two equal
 * instructions. Lines of the base may stand before. Too many lines and instructions are given nothing.
 */
export function instructionsOf(
  dockerfile: Dockerfile,
  stage: Stage,
  createdByLines: readonly string[],
): (Instruction | null)[] {
  const candidates = candidatesOf(dockerfile, stage);
  const lines = createdByLines.map(readHistoryLine);
  const result = lines.map((): Instruction | null => null);
  if (lines.length * candidates.length > MOST_PAIRS) return result;
  const pairs: Pairs = (line, candidate) => {
    const [left, right] = [lines[line], candidates[candidate]];
    return left?.keyword === right?.keyword && right?.leaves(left?.rest ?? "") === true;
  };
  for (const [line, candidate] of longestInOrder(lines.length, candidates.length, pairs)) {
    result[line] = candidates[candidate]?.instruction ?? null;
  }
  return result;
}

/** What was built for a stage, in order: triggers run first in the stage above theirs, if the builder runs them. */
function candidatesOf(dockerfile: Dockerfile, stage: Stage): Candidate[] {
  const stages = stagesBelow(dockerfile, stage).reverse();
  return stages.flatMap(({ instructions }, index) => [
    ...(stages[index - 1]?.instructions ?? []).filter(({ onbuild }) => onbuild).map(candidateOf),
    ...instructions.map((instruction) =>
      instruction.onbuild ? triggerSet(instruction) : candidateOf(instruction),
    ),
  ]);
}

function candidateOf(instruction: Instruction): Candidate {
  return { keyword: instruction.keyword, leaves: leavesLine(instruction), instruction };
}

/** The legacy builder writes down a trigger where it is set; BuildKit does not. */
function triggerSet(instruction: Instruction): Candidate {
  return { keyword: "ONBUILD", leaves: (rest) => rest === plain(instruction.text), instruction };
}

/** A longest common subsequence. Of several, the one that ends last: what stands before may be of the base. */
function longestInOrder(lines: number, candidates: number, pairs: Pairs): [number, number][] {
  const width = candidates + 1;
  const longest = new Uint32Array((lines + 1) * width);
  const at = (line: number, candidate: number) => longest[line * width + candidate] ?? 0;
  for (let line = 1; line <= lines; line++) {
    for (let candidate = 1; candidate <= candidates; candidate++) {
      longest[line * width + candidate] = pairs(line - 1, candidate - 1)
        ? at(line - 1, candidate - 1) + 1
        : Math.max(at(line - 1, candidate), at(line, candidate - 1));
    }
  }
  const found: [number, number][] = [];
  let [line, candidate] = [lines, candidates];
  while (line > 0 && candidate > 0) {
    if (pairs(line - 1, candidate - 1)) found.push([--line, --candidate]);
    else if (at(line, candidate - 1) >= at(line - 1, candidate)) candidate -= 1;
    else line -= 1;
  }
  return found;
}
