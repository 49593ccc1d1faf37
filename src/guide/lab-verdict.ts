import type { CheckType } from "../checks/kind.ts";
import type { Evidence, Next, Verdict } from "../checks/verdict.ts";

/** What one check of a goal found. */
export interface CheckVerdict {
  readonly type: CheckType;
  readonly rule: string;
  readonly verdict: Verdict;
  readonly expected: string;
  readonly actual: string;
  readonly evidence: readonly Evidence[];
  readonly next: Next | null;
}

export interface GoalVerdict {
  readonly id: string;
  readonly says: string;
  readonly verdict: Verdict;
  readonly checks: readonly CheckVerdict[];
}

export interface QuestionVerdict {
  readonly id: string;
  readonly asks: string;
  readonly verdict: Verdict;
}

/** The verdict on a lab, as `check --json` gives it. */
export interface LabVerdict {
  readonly schemaVersion: 1;
  readonly lab: string;
  readonly verdict: Verdict;
  readonly image: { readonly id: string; readonly tag: string; readonly bytes: number } | null;
  readonly goals: readonly GoalVerdict[];
  readonly questions: readonly QuestionVerdict[];
}
