import type { AppAnswer } from "../context.ts";
import type { Evidence } from "./verdict.ts";

/** The cat app's page. */
export const PAGE = { heading: "Random Cat Photo", port: 3000 };

/** The app's last words as evidence. */
export function logEvidence({ log }: AppAnswer): Evidence {
  const text = log.trim() || "the app printed nothing";
  return { kind: "app", where: "the container's log", text };
}

/** What was wrong with its answer, in a clause. */
export function problemOf({ problem }: AppAnswer): string {
  return problem ?? "it does not answer";
}
