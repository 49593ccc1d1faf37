import { expect, test } from "vitest";
import { overall } from "../../../src/checks/verdict.ts";
import { isRoot, judgeTour } from "../../../src/guide/judge-tour.ts";
import type { RungResult } from "../../../src/guide/rung-result.ts";
import { naiveRung, rungOf } from "../../support/rungs.ts";

const verdictOf = (goal: string, rungs: RungResult[]) =>
  judgeTour(rungs, true).find(({ id }) => id === goal)?.verdict;

test("a ladder that reaches everything is met", () => {
  const goals = judgeTour([naiveRung(), rungOf({ rung: 5 }), rungOf()], true);
  expect(goals.map(({ verdict }) => verdict)).toEqual(["met", "met", "met", "met", "met"]);
  expect(overall(goals)).toBe("met");
});

const leak = naiveRung().canary;
test.each<[string, string, RungResult[], string]>([
  [
    "every-image-answers",
    "one app is silent",
    [naiveRung(), rungOf({ answers: false, problem: "dead" })],
    "not-yet",
  ],
  ["small", "the last is just over a fifth", [naiveRung(), rungOf({ shareOfNaive: 0.2001 })], "not-yet"],
  ["small", "the last is a fifth", [naiveRung(), rungOf({ shareOfNaive: 0.2 })], "met"],
  ["no-secret", "the last holds the token", [naiveRung(), rungOf({ canary: leak })], "not-yet"],
  [
    "no-secret",
    "the package behind the token is not there",
    [naiveRung(), rungOf({ privatePackage: false })],
    "not-yet",
  ],
  ["no-secret", "a part could not be searched", [naiveRung(), rungOf({ unread: 1 })], "could-not-check"],
  [
    "no-secret",
    "a token was found although a part could not be searched",
    [naiveRung(), rungOf({ unread: 1, canary: leak })],
    "not-yet",
  ],
  [
    "stays-closed",
    "a later rung brings the token back",
    [naiveRung(), rungOf({ rung: 5 }), rungOf({ rung: 6, canary: leak }), rungOf()],
    "not-yet",
  ],
  ["stays-closed", "no rung is ever clean", [naiveRung()], "not-yet"],
  [
    "not-root",
    "the user is a name that only the image knows",
    [naiveRung(), rungOf({ user: "app" })],
    "could-not-check",
  ],
  ["not-root", "the user is 0:1001", [naiveRung(), rungOf({ user: "0:1001" })], "not-yet"],
])("%s when %s", (goal, _, rungs, verdict) => {
  expect(verdictOf(goal, rungs)).toBe(verdict);
});

test("a part of the ladder is judged by its pages alone", () => {
  expect(judgeTour([naiveRung()], false).map(({ id }) => id)).toEqual(["every-image-answers"]);
});

test.each([
  ["", true],
  ["root", true],
  ["root:root", true],
  ["0", true],
  ["00", true],
  [" 0 ", true],
  ["1001", false],
  ["1001:0", false],
  ["app", null],
])("USER %j is root: %s", (user, expected) => {
  expect(isRoot(user)).toBe(expected);
});

test.each([
  [[], "could-not-check"],
  [["met"], "met"],
  [["met", "could-not-check"], "could-not-check"],
  [["could-not-check", "not-yet", "met"], "not-yet"],
] as const)("%j together are %s", (verdicts, expected) => {
  expect(overall(verdicts.map((verdict) => ({ verdict })))).toBe(expected);
});
