import { expect, test } from "vitest";
import type { StepResult } from "../../../../src/checks/ci/runner.ts";
import { machinesThat } from "../../../support/ci.ts";
import { judged } from "../judged.ts";

const WORKFLOW =
  "on: push\njobs:\n  a:\n    steps:\n      - run: docker build .\n      - run: rm token.txt\n";

const BUILT: StepResult["events"] = [{ event: "build", ok: true, problem: null }];

const asked = (build: Partial<StepResult>, later: Partial<StepResult> = {}) =>
  judged(
    "ci-secrets",
    {},
    {
      contextFiles: async () => ({ ".github/workflows/a.yaml": WORKFLOW }),
      ...machinesThat((words) => (words.includes("build") ? build : later)),
    },
  );

test("a build whose secrets are nowhere is met", async () => {
  expect(await asked({ events: BUILT })).toMatchObject({ verdict: "met" });
});

test.each<[string, string, Partial<StepResult>]>([
  [
    "build-argument",
    "CI leaked it: --build-arg TOKEN",
    { events: [{ event: "leak", kind: "build-arg", where: "--build-arg TOKEN" }, ...BUILT] },
  ],
  [
    "argument",
    "an argument of curl",
    { events: [{ event: "leak", kind: "argument", where: "an argument of curl" }, ...BUILT] },
  ],
  ["output", "the step prints it", { events: BUILT, leaks: [{ kind: "output", where: "what it prints" }] }],
  ["builds", "no step builds", {}],
  ["builds", "secret token", { events: [{ event: "build", ok: false, problem: "secret token: not found" }] }],
])("%s: %s", async (rule, says, build) => {
  expect(await asked(build)).toMatchObject({
    verdict: "not-yet",
    rule,
    actual: expect.stringContaining(says),
  });
});

test("a file counts where it is still there in the end", async () => {
  const build: Partial<StepResult> = { events: BUILT, leaks: [{ kind: "file", where: "token.txt" }] };
  expect(await asked(build)).toMatchObject({ verdict: "met" });
  expect(await asked(build, { leaks: [{ kind: "file", where: "token.txt" }] })).toMatchObject({
    rule: "file",
  });
});
