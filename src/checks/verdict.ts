/** What is known of a goal. Never a boolean: "could not check" is no failure of the learner's. */
export type Verdict = "met" | "not-yet" | "could-not-check";

/** A verdict in words, as learners read it. */
export const VERDICT_WORDS: Readonly<Record<Verdict, string>> = {
  met: "met",
  "not-yet": "not yet",
  "could-not-check": "could not check",
};

/** The same as an exit code. */
export function exitCodeFor(verdict: Verdict): number {
  return { met: 0, "not-yet": 1, "could-not-check": 2 }[verdict];
}

/** Where a verdict comes from. */
export interface Evidence {
  readonly kind: "dockerfile" | "layer" | "config" | "file" | "app" | "builder" | "feed" | "command";
  /** `Dockerfile:7`, `layer 4`, `Config.Env`, a command. */
  readonly where: string;
  readonly text: string;
}

/** The one thing to do next. */
export interface Next {
  readonly text: string;
  /** What to type; null when nothing is to be typed. */
  readonly command: string | null;
}

/** What one check found out. */
export interface Judgement {
  readonly verdict: Verdict;
  /** What exactly was asked; the name of the check unless it asks several things. */
  readonly rule?: string;
  readonly expected: string;
  readonly actual: string;
  readonly evidence: readonly Evidence[];
  readonly next: Next | null;
}

/** An assertion that ran, and holds. */
export function met(expected: string, actual: string, evidence: readonly Evidence[] = []): Judgement {
  return { verdict: "met", expected, actual, evidence, next: null };
}

/** An assertion that ran, and does not hold: with evidence from the learner's own image. */
export function notYet(
  judged: Pick<Judgement, "expected" | "actual"> & { rule?: string },
  evidence: readonly [Evidence, ...Evidence[]],
  next: string,
  command: string | null = null,
): Judgement {
  return { verdict: "not-yet", ...judged, evidence, next: { text: next, command } };
}

/** Nothing can be said, and whoever is to blame, it is not the learner. */
export function couldNotCheck(
  expected: string,
  why: string,
  next: string,
  command: string | null = null,
): Judgement {
  return { verdict: "could-not-check", expected, actual: why, evidence: [], next: { text: next, command } };
}

/** The verdict where the copy with an edit could not be built, though what it is a copy of was. */
export function couldNotRebuild(expected: string, words: string): Judgement {
  const why = `the copy could not be built: ${words}`;
  return couldNotCheck(expected, why, "Build again.", "size-matters build");
}

/** One verdict of many: not-yet beats could-not-check beats met. None at all is could-not-check. */
export function overall(all: readonly { readonly verdict: Verdict }[]): Verdict {
  const verdicts = all.map(({ verdict }) => verdict);
  if (verdicts.includes("not-yet")) return "not-yet";
  return verdicts.length === 0 || verdicts.includes("could-not-check") ? "could-not-check" : "met";
}
