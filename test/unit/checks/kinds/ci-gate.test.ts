import { describe, expect, test } from "vitest";
import type { RunnerStep, StepResult } from "../../../../src/checks/ci/runner.ts";
import { type Acts, machinesThat } from "../../../support/ci.ts";
import { judged } from "../judged.ts";

const HEAD = "on: push\njobs:\n  gate:\n    runs-on: ubuntu-latest\n    steps:\n";
const BUILD = "      - run: docker build .\n";
const SCAN = "      - run: trivy image\n";

const scanned = (exitCode: number, found: number | null = null): StepResult["events"] => [
  { event: "scan", what: "cat-app", exitCode, found, problem: null },
];

/** A scan that ends with 1 for the stranger's image. */
const gate: Acts = (words, image) => {
  if (words.includes("docker build")) return { events: [{ event: "build", ok: true, problem: null }] };
  if (!words.includes("trivy")) return {};
  const exitCode = image === "own" ? 0 : 1;
  return { exitCode, events: scanned(exitCode) };
};

const asked = (steps: string, acts: Acts = gate, seen: RunnerStep[] = [], head = HEAD) =>
  judged(
    "ci-gate",
    {},
    {
      contextFiles: async () => ({
        ".github/workflows/gate.yml": head + steps,
        "ci/other.yml": "no workflow",
      }),
      ...machinesThat(acts, seen),
    },
  );

test("a scan that fails for the stranger's image alone is a gate", async () => {
  expect(await asked(BUILD + SCAN)).toMatchObject({ verdict: "met" });
});

test("no workflow, none that is read, none that a change starts, and a tag in place of a commit", async () => {
  const none = await judged("ci-gate", {}, { contextFiles: async () => ({}) });
  expect(none).toMatchObject({ rule: "workflow-there" });
  expect(await asked("", gate, [], "on: push\n")).toMatchObject({ rule: "workflow-read" });
  expect(await asked(SCAN, gate, [], HEAD.replace("push", "schedule"))).toMatchObject({ rule: "on-change" });
  expect(await asked("      - uses: a/b@v1\n")).toMatchObject({
    rule: "pinned",
    evidence: [{ where: ".github/workflows/gate.yml:6" }],
  });
});

describe("the stranger's image comes through", () => {
  test.each<[string, string, Partial<StepResult>]>([
    [SCAN, "Trivy found 12 and exited 0", { events: scanned(0, 12) }],
    [SCAN, "found nothing of what it was told to count", { events: scanned(0, 0) }],
    ["      - run: trivy image || true\n", "trivy exited 1, and the script went on", { events: scanned(1) }],
    ["      - run: trivy image | tee a\n", "No pipefail: tee's success won", { events: scanned(1) }],
    [
      "      - run: trivy image\n        continue-on-error: true\n",
      "a gate with a way around it",
      { exitCode: 1, events: scanned(1) },
    ],
  ])("%s", async (steps, says, stranger) => {
    const acts: Acts = (words, image) => {
      if (!words.includes("trivy")) return gate(words, image, {} as RunnerStep);
      return image === "own" ? { events: scanned(0) } : stranger;
    };
    expect(await asked(BUILD + steps, acts)).toMatchObject({
      rule: "stranger-stopped",
      actual: expect.stringContaining(says),
    });
  });

  test("and is pushed before it is stopped", async () => {
    const acts: Acts = (words, ...more) =>
      words.includes("push")
        ? { events: [{ event: "push", what: "cat-app", isOurs: true }] }
        : gate(words, ...more);
    const push = "      - run: docker push cat-app\n";
    expect(await asked(BUILD + push + SCAN, acts)).toMatchObject({ rule: "stopped-first" });
    expect(await asked(BUILD + SCAN + push, acts)).toMatchObject({ verdict: "met" });
  });
});

describe("the learner's own image is stopped, and why is told", () => {
  test.each<[string, string, Partial<StepResult>]>([
    ["own-passes", "trivy finds something in it", { exitCode: 1, events: scanned(1) }],
    ["own-passes", "whatever the image is", { exitCode: 1 }],
    ["runs", "exit code 127 is no finding", { exitCode: 127 }],
    [
      "runs",
      "trivy is not on GitHub's runner",
      { exitCode: 127, events: [{ event: "missing", what: "trivy" }] },
    ],
    [
      "runs",
      "the build fails: no file",
      { exitCode: 1, events: [{ event: "build", ok: false, problem: "no file" }] },
    ],
    ["same-image", "alpine is scanned", { exitCode: 1, events: [{ event: "foreign", what: "alpine" }] }],
    ["pinned", "was malicious", { events: [{ event: "malicious", what: "trivy 0.69.4" }] }],
    [
      "runs",
      "unknown flag",
      {
        exitCode: 1,
        events: [{ event: "scan", what: "a", exitCode: 1, found: null, problem: "unknown flag: --x" }],
      },
    ],
  ])("%s: %s", async (rule, says, result) => {
    const acts: Acts = (words, ...more) => (words.includes("trivy") ? result : gate(words, ...more));
    expect(await asked(BUILD + SCAN, acts)).toMatchObject({ rule, actual: expect.stringContaining(says) });
  });
});

test("a scan that nobody runs is none", async () => {
  expect(await asked(BUILD)).toMatchObject({
    rule: "scans",
    actual: expect.stringContaining("no step scans"),
  });
  const never = await asked(`${BUILD}      - run: trivy image\n        if: false\n`);
  expect(never).toMatchObject({ rule: "scans", actual: expect.stringContaining("never run") });
});

test("a job that waits for another is skipped when that one fails", async () => {
  const seen: RunnerStep[] = [];
  const more = "  push:\n    needs: [gate]\n    steps:\n      - run: docker push cat-app\n";
  expect(await asked(BUILD + SCAN + more, gate, seen)).toMatchObject({ verdict: "met" });
  const pushes = seen.filter(({ what }) => "script" in what && what.script.includes("push"));
  expect(pushes).toHaveLength(1);
});

test("a step that decides by the outcome of another is a gate, too", async () => {
  const steps = `${BUILD}      - id: scan
        continue-on-error: true
        run: trivy image
      - if: steps.scan.outcome == 'failure'
        run: exit 1
`;
  const acts: Acts = (words, ...more) => (words.includes("exit 1") ? { exitCode: 1 } : gate(words, ...more));
  expect(await asked(steps, acts)).toMatchObject({ verdict: "met" });
});

test("scripts are run by the shell that GitHub runs them with", async () => {
  const seen: RunnerStep[] = [];
  const steps = `      - run: trivy a
      - run: trivy b
        shell: bash
      - run: trivy c
        shell: sh
        working-directory: ci
        env:
          TOKEN: \${{ secrets.FEED }}
`;
  await asked(steps, gate, seen);
  expect(seen.slice(0, 3).map(({ what }) => "shell" in what && what.shell.join(" "))).toEqual([
    "bash -e {0}",
    "bash --noprofile --norc -eo pipefail {0}",
    "sh -e {0}",
  ]);
  expect(seen[2]).toMatchObject({ folder: "ci", env: { TOKEN: "a-secret" } });
});

test.each([
  `      - run: echo \${{ matrix.a }}\n`,
  "      - run: Get-Item\n        shell: pwsh\n",
  `      - uses: a/b@${"0".repeat(40)}\n`,
  "      - run: echo\n    strategy:\n      matrix: {}\n",
])("what is not played here says nothing of a gate: %s", async (steps) => {
  expect(await asked(steps)).toMatchObject({
    verdict: "could-not-check",
    actual: expect.stringMatching(/^\.github\/workflows\/gate\.yml:\d+: .* is not played here$/),
  });
});
