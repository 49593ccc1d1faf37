import { describe, expect, test } from "vitest";
import { outcomeOf } from "../../../src/prove/prove-case.ts";

const plain = { right: true, listed: false };

describe("a case", () => {
  test.each(["met", "not-yet", "could-not-check"] as const)(
    "passes where %s was expected and came",
    (verdict) => {
      expect(outcomeOf(verdict, verdict, plain)).toBe("passed");
    },
  );

  test.each([
    ["met", "not-yet"],
    ["met", "could-not-check"],
    ["not-yet", "met"],
    ["not-yet", "could-not-check"],
    ["could-not-check", "met"],
    ["could-not-check", "not-yet"],
  ] as const)("fails where %s was expected and %s came", (expected, actual) => {
    expect(outcomeOf(expected, actual, plain)).toBe("failed");
  });

  test("fails where the verdict is right and another rule or sentence told it", () => {
    expect(outcomeOf("not-yet", "not-yet", { right: false, listed: false })).toBe("failed");
  });

  test("that is listed as not checkable here never passes, and does not fail", () => {
    expect(outcomeOf("met", "could-not-check", { right: true, listed: true })).toBe("could-not-check");
    expect(outcomeOf("met", "not-yet", { right: true, listed: true })).toBe("failed");
  });
});
