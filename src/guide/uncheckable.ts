import { couldNotCheck } from "../checks/verdict.ts";
import { messageOf, type UserError } from "../errors.ts";
import type { Lab } from "../labs/lab.ts";
import type { LabVerdict } from "./lab-verdict.ts";

/** The verdict where nothing could be asked, because something of ours or of the machine's failed. */
export function uncheckable(lab: Lab, error: UserError): LabVerdict {
  const judged = couldNotCheck("an answer", messageOf(error), error.fix);
  return {
    schemaVersion: 1,
    lab: lab.id,
    verdict: "could-not-check",
    image: null,
    goals: lab.file.goals.map(({ id, says, checks }) => ({
      id,
      says,
      verdict: "could-not-check",
      checks: checks.map(({ type }) => ({ type, rule: type, ...judged })),
    })),
    questions: lab.file.questions.map(({ id, asks }) => ({ id, asks, verdict: "could-not-check" })),
  };
}
