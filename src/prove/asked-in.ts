import type { Lab } from "../labs/lab.ts";
import type { LegName } from "./prove-case.ts";

/**
 * The questions whose right answers a leg needs: those that its goals ask for. With the reference every answer is worked
 * out, so that a question without one is found.
 */
export function askedIn(
  { file }: Pick<Lab, "file">,
  leg: LegName,
  goals: readonly string[],
): ReadonlySet<string> {
  if (leg === "reference") return new Set(file.questions.map(({ id }) => id));
  const checks = file.goals.filter(({ id }) => goals.includes(id)).flatMap((goal) => goal.checks);
  return new Set(
    checks.flatMap((check): string[] => (check.type === "answer" ? [String(check.question)] : [])),
  );
}
