import { describe, expect, test } from "vitest";
import { evaluated, isRun, type Surroundings, substituted } from "../../../../src/checks/ci/expression.ts";

const VALUES: Readonly<Record<string, string>> = {
  "github.ref": "refs/heads/main",
  "github.event_name": "push",
  "secrets.TOKEN": "word",
  "steps.scan.outcome": "failure",
};

const around = (failed = false): Surroundings => ({
  ...{ where: "gate.yml:3", failed },
  lookUp: (path) => VALUES[path],
});

test.each([
  ["github.ref == 'refs/heads/main'", true],
  ["github.ref != 'refs/heads/main'", false],
  ["github.event_name == 'PUSH' && !false", true],
  ["(false || github.ref) && 'it''s'", "it's"],
  ["startsWith(github.ref, 'refs/heads/') && contains('abc', 'b')", true],
  ["1", 1],
  ["null", null],
])("%s is %s", (text, value) => {
  expect(evaluated(text, around())).toBe(value);
});

test("expressions in a text are replaced, whatever blanks are around them", () => {
  expect(substituted(`a \${{secrets.TOKEN}} b \${{  github.event_name }}`, around())).toBe("a word b push");
});

test.each(["matrix.python", "hashFiles('a')", "github.ref ==", "'a' 'b'", "fromJSON('{}')[0]"])(
  "%s is said not to be played, with its place",
  (text) => {
    expect(() => evaluated(text, around())).toThrow(
      expect.objectContaining({ name: "Unplayable", where: "gate.yml:3" }),
    );
  },
);

describe("a condition", () => {
  test.each<[string | null, boolean, boolean]>([
    [null, true, false],
    ["false", false, false],
    [`\${{ false }}`, false, false],
    ["github.event_name == 'push'", true, false],
    ["always()", true, true],
    ["failure()", false, true],
    ["!cancelled()", true, true],
    ["steps.scan.outcome == 'failure'", true, false],
  ])("%s: run %s where nothing has failed, %s where something has", (condition, whenSound, whenFailed) => {
    expect(isRun(condition, around())).toBe(whenSound);
    expect(isRun(condition, around(true))).toBe(whenFailed);
  });
});
