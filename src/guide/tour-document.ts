import type { Verdict } from "../checks/verdict.ts";
import type { Engine } from "../context.ts";
import type { TourGoal } from "./judge-tour.ts";
import type { RungResult } from "./rung-result.ts";

/** The document of `tour --json`. */
export interface TourDocument {
  readonly schemaVersion: 1;
  readonly engine: { name: string; version: string; storage: string; standIns: boolean };
  readonly rungs: readonly RungResult[];
  readonly goals: readonly TourGoal[];
  readonly verdict: Verdict;
}

/** Puts the document together. */
export function tourDocument(
  { facts }: Pick<Engine, "facts">,
  standIns: boolean,
  rungs: readonly RungResult[],
  goals: readonly TourGoal[],
  verdict: Verdict,
): TourDocument {
  const engine = { name: facts.product, version: facts.version, storage: facts.storage, standIns };
  return { schemaVersion: 1, engine, rungs, goals, verdict };
}
