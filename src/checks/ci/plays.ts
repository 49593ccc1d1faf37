import picomatch from "picomatch";
import type { Subject } from "../subject.ts";
import { couldNotCheck, type Judgement, notYet } from "../verdict.ts";
import { isGitHubs, isPinned } from "./actions.ts";
import { type Play, type PlayedJob, playWorkflow } from "./play.ts";
import { Unplayable } from "./runner.ts";
import { eventOf, readWorkflow, type Workflow } from "./workflow.ts";

/** Which image stands for what the workflow builds: the learner's, or the one that must be stopped. */
export type UnderTest = "own" | "riddle";

const WORKFLOW = /^\.github\/workflows\/[^/]+\.ya?ml$/;

/** Plays the learner's workflows, once for each image. Gives a judgement where there is nothing that can be played. */
export async function playedWith(
  subject: Subject,
  image: UnderTest,
  expected: string,
): Promise<readonly PlayedJob[] | Judgement> {
  const files = await subject.contextFiles();
  const plays = playable(files, expected);
  if ("verdict" in plays) return plays;
  try {
    return await played(subject, image, plays);
  } catch (error) {
    if (!(error instanceof Unplayable)) throw error;
    return couldNotCheck(
      expected,
      `${error.where}: ${error.what} is not played here`,
      "It may be right. To have it checked here, write it by plain commands.",
    );
  }
}

const KNOWN = new WeakMap<Subject, Map<UnderTest, Promise<readonly PlayedJob[]>>>();

/** Several goals ask about the same jobs of one subject: they are played once. */
function played(subject: Subject, image: UnderTest, plays: readonly Play[]): Promise<readonly PlayedJob[]> {
  const known = KNOWN.get(subject) ?? new Map<UnderTest, Promise<readonly PlayedJob[]>>();
  KNOWN.set(subject, known);
  const jobs = known.get(image) ?? playAll(subject, image, plays);
  known.set(image, jobs);
  return jobs;
}

async function playAll(subject: Subject, image: UnderTest, plays: readonly Play[]): Promise<PlayedJob[]> {
  return subject.onRunner(image, async (fresh) => {
    const jobs: PlayedJob[] = [];
    for (const play of plays) jobs.push(...(await playWorkflow(play, fresh)));
    return jobs;
  });
}

function playable(files: Readonly<Record<string, string>>, expected: string): Play[] | Judgement {
  const read = Object.entries(files)
    .filter(([path]) => WORKFLOW.test(path))
    .map(([path, text]) => readWorkflow(path, text));
  const misread = read.find((one) => one.misread);
  if (misread)
    return notYet(
      { rule: "workflow-read", expected, actual: `GitHub could not read your workflow: ${misread.says}` },
      [{ kind: "file", where: misread.where, text: misread.says }],
      "Mend that line. A workflow has on:, jobs:, and in each job runs-on: and steps:",
    );
  const workflows = read.filter((one): one is Workflow => !one.misread);
  if (workflows.length === 0) return nothingThere(expected);
  const plays = workflows.flatMap((workflow) => {
    const event = eventOf(workflow.value, (path, patterns) => picomatch([...patterns], { dot: true })(path));
    return event === null ? [] : [{ workflow, event, files }];
  });
  return plays.length === 0 ? notStarted(workflows, expected) : (unpinned(plays, expected) ?? plays);
}

function nothingThere(expected: string): Judgement {
  return notYet(
    { rule: "workflow-there", expected, actual: "there is no workflow in app/.github/workflows" },
    [{ kind: "file", where: ".github/workflows", text: "no file that ends with .yml or .yaml" }],
    "Write app/.github/workflows/gate.yml.",
  );
}

function notStarted([first]: readonly Workflow[], expected: string): Judgement {
  return notYet(
    { rule: "on-change", expected, actual: "no change of the Dockerfile starts your workflow" },
    [{ kind: "file", where: first?.at(["on"]) ?? "", text: "neither push nor pull_request, for this file" }],
    "A gate stands before the change: on: [push, pull_request]",
  );
}

/** A tag can be moved to another commit; GitHub's own actions are left out, as nobody else can move theirs. */
function unpinned(plays: readonly Play[], expected: string): Judgement | null {
  for (const { workflow } of plays)
    for (const [id, { steps }] of Object.entries(workflow.value.jobs))
      for (const [index, { uses }] of steps.entries()) {
        if (uses === undefined || isGitHubs(uses) || isPinned(uses)) continue;
        return notYet(
          {
            rule: "pinned",
            expected,
            actual: `${uses} is a name that somebody can move to other code. In March 2026 almost all tags of trivy-action were (CVE-2026-33634)`,
          },
          [{ kind: "file", where: workflow.at(["jobs", id, "steps", index]), text: `uses: ${uses}` }],
          "Name the whole commit, 40 letters and digits, and the version in a comment behind it.",
        );
      }
  return null;
}
