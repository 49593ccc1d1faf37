import { z } from "zod";
import { eventsOf, missedBy, stepEvidence } from "../ci/gate-words.ts";
import type { PlayedJob, PlayedStep } from "../ci/play.ts";
import { playedWith } from "../ci/plays.ts";
import type { Kind } from "../kind.ts";
import { type Judgement, met, notYet } from "../verdict.ts";

const options = z.strictObject({});

declare module "../kind.ts" {
  interface CheckKinds {
    "ci-secrets": z.infer<typeof options>;
  }
}

const expected = "your workflow builds the image, and what stands for its secrets is nowhere";
const missed = missedBy(expected);

/** That a workflow lends its secrets: they are replaced by a value of ours, which is looked for afterwards. */
export const ciSecrets: Kind<z.infer<typeof options>> = {
  says: "The jobs in .github/workflows build the image, and leave their secrets in no build argument, output or file.",
  options,
  async judge(_, subject) {
    const jobs = await playedWith(subject, "own", expected);
    if ("verdict" in jobs) return jobs;
    return leaked(jobs) ?? judgeBuild(jobs);
  },
};

function leaked(jobs: readonly PlayedJob[]): Judgement | null {
  const [inBuild] = eventsOf(jobs, "leak");
  if (inBuild) {
    const { kind, where } = inBuild.event;
    return kind === "build-arg" ? byArgument(where, inBuild.step) : byCommand(where, inBuild.step);
  }
  const steps = jobs.flatMap((job) => job.steps);
  const printing = steps.find(({ result }) => result?.leaks.some(({ kind }) => kind === "output"));
  if (printing) return inOutput(printing);
  for (const { steps: ofJob } of jobs) {
    const last = ofJob.findLast(({ result }) => result !== null);
    const left = last?.result?.leaks.find(({ kind }) => kind === "file");
    if (last && left) return inFile(left.where, last);
  }
  return null;
}

function byArgument(where: string, step: PlayedStep): Judgement {
  return missed(
    "build-argument",
    `CI leaked it: ${where} goes into the history of every image that is built here`,
    step,
    "Lend it to the one RUN that needs it: docker build --secret id=token,env=NAME, with the value in env: of the step.",
  );
}

function byCommand(where: string, step: PlayedStep): Judgement {
  return missed(
    "argument",
    `CI leaked it: it is ${where}, and every process of the machine can read that`,
    step,
    "Put it into env: of the step, and name the variable.",
  );
}

function inOutput(step: PlayedStep): Judgement {
  return missed(
    "output",
    "CI leaked it: the step prints it. GitHub masks a secret in its log only where it stands word for word",
    step,
    "Print no secret, in no form. set -x prints every command with its values, too.",
  );
}

function inFile(path: string, step: PlayedStep): Judgement {
  return missed(
    "file",
    `CI leaked it: ${path} stays in the folder that is built and uploaded`,
    step,
    "Hand it over by env=NAME; then there is no file. Or write it into $RUNNER_TEMP.",
  );
}

function judgeBuild(jobs: readonly PlayedJob[]): Judgement {
  const builds = eventsOf(jobs, "build");
  const [built] = builds.filter(({ event }) => event.ok);
  if (built) return met(expected, "so it is", [stepEvidence(built.step)]);
  const [failed] = builds;
  if (failed)
    return missed(
      "builds",
      `the build fails: ${failed.event.problem}`,
      failed.step,
      "Give the build what its Dockerfile asks for.",
    );
  return notYet(
    { rule: "builds", expected, actual: "no step builds an image" },
    [{ kind: "file", where: jobs[0]?.where ?? ".github/workflows", text: "no docker build was seen" }],
    "Build the image in a step: docker build -t NAME .",
  );
}
