import { expect, test } from "vitest";
import { countMisses, goalToHelp } from "../../../src/guide/hints.ts";
import type { Lab } from "../../../src/labs/lab.ts";

const goal = (id: string, ...checks: [string, string][]) => ({
  id,
  checks: checks.map(([rule, verdict]) => ({ rule, verdict })),
});
const lab = { id: "x", file: { goals: [{ id: "small" }, { id: "alive" }] } } as unknown as Lab;
const workspace = (missed: Record<string, number>) => ({ progress: { of: () => ({ missed }) } }) as never;

test("misses of a rule are counted in a row, and forgotten when it is met", () => {
  const once = countMisses({}, [goal("small", ["bytes", "not-yet"], ["app", "met"])]);
  expect(once).toEqual({ "small/bytes": 1 });
  const twice = countMisses(once, [goal("small", ["bytes", "not-yet"], ["app", "not-yet"])]);
  expect(twice).toEqual({ "small/bytes": 2, "small/app": 1 });
  expect(countMisses(twice, [goal("small", ["bytes", "met"], ["app", "not-yet"])])).toEqual({
    "small/app": 2,
  });
});

test("what could not be checked is no miss, and goals that were not asked keep their count", () => {
  expect(
    countMisses({ "small/bytes": 1, "alive/app": 3 }, [goal("small", ["bytes", "could-not-check"])]),
  ).toEqual({
    "alive/app": 3,
  });
});

test("help is offered at the second miss of the same rule, for the goal that is missed most", () => {
  expect(goalToHelp(lab, workspace({ "small/bytes": 1 }))).toBeNull();
  expect(goalToHelp(lab, workspace({ "small/bytes": 1, "small/app": 1 }))).toBeNull();
  expect(goalToHelp(lab, workspace({ "small/bytes": 2, "alive/app": 3 }))?.id).toBe("alive");
  expect(goalToHelp(lab, workspace({ "gone/rule": 9 }))).toBeNull();
});
