import { describe, expect, test } from "vitest";
import { eventOf, readWorkflow } from "../../../../src/checks/ci/workflow.ts";

const FILE = ".github/workflows/gate.yml";

const read = (text: string) => {
  const workflow = readWorkflow(FILE, text);
  if (workflow.misread) throw new Error(workflow.says);
  return workflow;
};

const JOBS = "jobs:\n  gate:\n    runs-on: ubuntu-latest\n    steps:\n      - run: echo a\n";

describe("what starts it", () => {
  const eventFor = (on: string) =>
    eventOf(read(`${on}\n${JOBS}`).value, (path, patterns) => patterns.includes(path));

  test.each([
    ["on: push", "push"],
    ["on: [push, pull_request]", "pull_request"],
    ["on:\n  pull_request:", "pull_request"],
    ["on:\n  push:\n    branches: [main]", "push"],
    ["on:\n  push:\n    paths: [Dockerfile]", "push"],
    ["on:\n  push:\n    paths: [docs]", null],
    ["on:\n  push:\n    paths-ignore: [Dockerfile]", null],
    ["on:\n  push:\n    tags: [v*]", null],
    ["on:\n  push:\n    tags: [v*]\n    branches: [main]", "push"],
    ["on:\n  pull_request:\n    types: [closed]", null],
    ["on:\n  pull_request:\n    types: [opened, closed]", "pull_request"],
    ["on: workflow_dispatch", null],
    ['on:\n  schedule:\n    - cron: "0 3 * * *"', null],
  ])("%s: %s", (on, event) => {
    expect(eventFor(on)).toBe(event);
  });
});

test("what stands at a path is found again in the file", () => {
  const workflow = read(
    `on: push\n${JOBS}      - uses: actions/checkout@v4\n        continue-on-error: true\n`,
  );
  expect(workflow.at(["jobs", "gate", "steps", 1])).toBe(`${FILE}:7`);
  const [, step] = workflow.value.jobs.gate?.steps ?? [];
  expect(step).toMatchObject({ uses: "actions/checkout@v4", "continue-on-error": "true" });
});

test.each([
  ["a: [", `${FILE}:1`, "Flow sequence"],
  ["just words", `${FILE}:1`, "this is no workflow"],
  [JOBS, `${FILE}:1`, "a workflow needs on:"],
  ["on: push\n", `${FILE}:1`, "a workflow needs jobs:"],
  ["on: push\njobs:\n  gate:\n    steps: none\n", `${FILE}:4`, "a job needs steps:, a list"],
  ["on: push\njobs:\n  gate:\n    steps:\n      - name: a\n", `${FILE}:5`, "run: or uses:"],
  [`on: push\n${JOBS}        uses: b\n`, `${FILE}:6`, "run: or uses:"],
])("%s is no workflow, and why is said", (text, where, says) => {
  expect(readWorkflow(FILE, text)).toMatchObject({ misread: true, says: expect.stringContaining(says) });
  expect(readWorkflow(FILE, text)).toMatchObject({ where });
});
