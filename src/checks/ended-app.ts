import type { EndedApp } from "../context.ts";
import { logEvidence, problemOf } from "./app-log.ts";
import { type Judgement, notYet } from "./verdict.ts";

/** The judgement on an app that ended before it could be looked at, or did not start: its own log says why. */
export function endedBefore(expected: string, { ended }: EndedApp): Judgement {
  const last = ended.log.trim().split("\n").at(-1);
  return notYet(
    { expected, actual: `the app does not run any more: ${problemOf(ended)}` },
    [logEvidence(ended)],
    last ? `Read what it printed last: ${last}` : "What CMD starts has to go on. Start it by hand and look.",
  );
}
