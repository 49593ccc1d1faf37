import { z } from "zod";
import { eventsOf, missedBy, nextFor, stepEvidence, whyPassed } from "../ci/gate-words.ts";
import type { PlayedJob, PlayedStep } from "../ci/play.ts";
import { playedWith } from "../ci/plays.ts";
import type { Kind } from "../kind.ts";
import { type Judgement, met, notYet } from "../verdict.ts";

const options = z.strictObject({});

declare module "../kind.ts" {
  interface CheckKinds {
    "ci-gate": z.infer<typeof options>;
  }
}

const expected = "your workflow stops the riddle's image and lets yours pass";
const missed = missedBy(expected);

/** That a workflow is a gate: played twice on the same files, with another image in the place of what it builds. */
export const ciGate: Kind<z.infer<typeof options>> = {
  says: "The jobs in .github/workflows, beside the Dockerfile, fail for the riddle's image and pass for the learner's.",
  options,
  async judge(_, subject) {
    const own = await playedWith(subject, "own", expected);
    if ("verdict" in own) return own;
    const stopped = judgeOwn(own);
    if (stopped) return stopped;
    const stranger = await playedWith(subject, "riddle", expected);
    return "verdict" in stranger ? stranger : judgeStranger(stranger);
  },
};

/** Null when the image is scanned, and comes through. */
function judgeOwn(jobs: readonly PlayedJob[]): Judgement | null {
  const [malicious] = eventsOf(jobs, "malicious");
  if (malicious)
    return missed(
      "pinned",
      `${malicious.event.what} was malicious (CVE-2026-33634)`,
      malicious.step,
      "Take a version that is none of 0.69.4 to 0.69.6, by its digest or commit.",
    );
  const failed = jobs.find(({ outcome }) => outcome === "failure");
  const step = failed?.steps.find(
    (one) => one.outcome === "failure" && one.step["continue-on-error"] !== "true",
  );
  if (step) return judgeFailed(jobs, step);
  const [foreign] = eventsOf(jobs, "foreign");
  if (foreign) return ofAnother(jobs, foreign.event.what, foreign.step);
  const [broken] = eventsOf(jobs, "scan").filter(({ event }) => event.problem !== null);
  if (broken) return missed("runs", `trivy did not scan: ${broken.event.problem}`, broken.step, MEND);
  return eventsOf(jobs, "scan").length > 0 ? null : notScanned(jobs);
}

const MEND =
  "Mend that line: a gate that stops everybody because it is broken is switched off within a week.";

/** What made a step fail that must not. */
function judgeFailed(jobs: readonly PlayedJob[], step: PlayedStep): Judgement {
  const events = step.result?.events ?? [];
  for (const event of events) {
    if (event.event === "foreign") return ofAnother(jobs, event.what, step);
    if (event.event === "missing")
      return missed(
        "runs",
        `${event.what} is not on GitHub's runner, and no step brings it: exit code 127 is no finding`,
        step,
        `Run it by docker run, by an action that is pinned, or install it in a step before.`,
      );
    if (event.event === "build" && event.problem !== null)
      return missed("runs", `the build fails: ${event.problem}`, step, MEND);
    if (event.event === "scan" && event.problem !== null)
      return missed("runs", `trivy did not scan: ${event.problem}`, step, MEND);
  }
  const exitCode = step.result?.exitCode ?? 1;
  if (exitCode === 126 || exitCode === 127)
    return missed("runs", `a command is not there: exit code ${exitCode} is no finding`, step, MEND);
  const scan = events.find((one) => one.event === "scan" && one.exitCode !== 0);
  const why = scan ? "trivy finds something in it" : "this step fails whatever the image is";
  return missed(
    "own-passes",
    `your own image is stopped, too: ${why}`,
    step,
    "A gate must open for what is good. See what the step prints, and set the severity to what you want to stop.",
  );
}

function ofAnother(jobs: readonly PlayedJob[], scanned: string, step: PlayedStep): Judgement {
  const isBuilt = eventsOf(jobs, "build").some(({ event }) => event.ok);
  const actual = isBuilt
    ? `${scanned} is scanned, and that is not what the job has built`
    : `${scanned} is scanned, and no step has built it`;
  return missed(
    "same-image",
    actual,
    step,
    "Build and scan under one name, in one job: docker build -t NAME …, then trivy image NAME.",
  );
}

function notScanned(jobs: readonly PlayedJob[]): Judgement {
  const steps = jobs.flatMap((job) => job.steps);
  const skipped = steps.find(
    ({ outcome, step }) => outcome === "skipped" && /trivy/.test(`${step.run} ${step.uses}`),
  );
  const isSkipped = skipped ?? jobs.find(({ outcome }) => outcome === "skipped");
  return notYet(
    {
      rule: "scans",
      expected,
      actual: isSkipped
        ? "the scan is never run: its if: is not true"
        : "no step scans the image that is built",
    },
    [
      skipped
        ? stepEvidence(skipped)
        : { kind: "file", where: jobs[0]?.where ?? ".github/workflows", text: "no scan was seen" },
    ],
    isSkipped
      ? "Take that if: away."
      : "After the build: trivy image, with the name that the build has given.",
  );
}

function judgeStranger(jobs: readonly PlayedJob[]): Judgement {
  const [pushed] = eventsOf(jobs, "push").filter(({ event }) => event.isOurs);
  if (pushed)
    return missed(
      "stopped-first",
      `${pushed.event.what} was pushed before anybody had looked at it`,
      pushed.step,
      "Push last: a step after the scan, or a job that needs it.",
    );
  const failed = jobs.find(({ outcome }) => outcome === "failure");
  const step = failed?.steps.find((one) => one.outcome === "failure");
  if (step) return met(expected, "so it does", [stepEvidence(step)]);
  const scans = eventsOf(jobs, "scan");
  const last = scans.findLast(({ event }) => event.exitCode !== 0) ?? scans[0];
  if (!last) return notScanned(jobs);
  const actual = `the riddle's image comes through. ${whyPassed(last)}`;
  return missed("stranger-stopped", actual, last.step, nextFor(last));
}
