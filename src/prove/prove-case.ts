import type { Verdict } from "../checks/verdict.ts";

export type LegName = "start" | "reference" | "alternative" | "wrong" | "engine-stopped" | "lesson";

/** One thing that was proved of a lab, or not. The names are those of `prove --json`. */
export interface ProvedCase {
  readonly lab: string;
  /** Empty for a lesson. */
  readonly goal: string;
  readonly leg: LegName;
  /** The alternative, the attempt, the lesson's file and line; else the leg itself. */
  readonly name: string;
  readonly outcome: "passed" | "failed" | "could-not-check";
  readonly expected: string;
  readonly actual: string;
}

/** Says how a case ended: what could not be checked passes only where that was expected, and never unless it is listed. */
export function outcomeOf(
  expected: Verdict,
  actual: Verdict,
  { right, listed }: { right: boolean; listed: boolean },
): ProvedCase["outcome"] {
  if (actual === expected && right) return "passed";
  return actual === "could-not-check" && listed ? "could-not-check" : "failed";
}
