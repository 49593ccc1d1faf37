import type { RungResult } from "../../src/guide/rung-result.ts";

/** A rung without a fault; tests name what they change. */
export function rungOf(changes: Partial<RungResult> = {}): RungResult {
  return {
    rung: 9,
    name: "nice_to_haves",
    teaches: "An image that says what it is.",
    bytes: 130_000_000,
    engineBytes: 131_000_000,
    layers: 9,
    wastedBytes: 1_000,
    shareOfNaive: 0.1,
    user: "1001:1001",
    canary: [],
    answers: true,
    problem: null,
    privatePackage: true,
    unread: 0,
    secondsCold: 12.3,
    coldOn: "2026-01-01T00:00:00.000Z",
    secondsWarm: 0.5,
    ...changes,
  };
}

/** The naive rung: everything that can be wrong is. */
export function naiveRung(changes: Partial<RungResult> = {}): RungResult {
  return rungOf({
    rung: 0,
    name: "original",
    bytes: 1_300_000_000,
    shareOfNaive: 1,
    user: "root",
    canary: [
      { place: "env", layer: null, path: "PASSWORD" },
      { place: "history", layer: 3, path: "history[9]" },
      { place: "config", layer: null, path: "abc.json" },
    ],
    ...changes,
  });
}
