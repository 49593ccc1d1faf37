import { type Action, actionOf, scripted } from "./actions.ts";
import { isRun, type Surroundings, substituted } from "./expression.ts";
import { type Runner, type RunnerStep, type StepResult, Unplayable } from "./runner.ts";
import { lookUpFor, VARIABLES } from "./surroundings.ts";
import type { Job, Step, Workflow } from "./workflow.ts";

type Outcome = "success" | "failure" | "skipped";

/** A step, as it went. */
export interface PlayedStep {
  readonly step: Step;
  /** `.github/workflows/gate.yml:12` */
  readonly where: string;
  readonly outcome: Outcome;
  /** Null where nothing was run for it. */
  readonly result: StepResult | null;
  /** The script ends with the first command of a pipe that fails. */
  readonly pipefail: boolean;
  readonly script: string;
  /** The tools that are there after it. */
  readonly brings: readonly string[];
}

/** A job, as it went. */
export interface PlayedJob {
  readonly id: string;
  readonly where: string;
  readonly outcome: Outcome;
  readonly steps: readonly PlayedStep[];
}

/** A workflow that is played: by which event, with which files. */
export interface Play {
  readonly workflow: Workflow;
  readonly event: "push" | "pull_request";
  readonly files: Readonly<Record<string, string>>;
}

/** Plays the jobs of a workflow, each after those that it needs. `fresh` gives each a machine of its own. @throws Unplayable */
export async function playWorkflow(play: Play, fresh: () => Promise<Runner>): Promise<PlayedJob[]> {
  const played: PlayedJob[] = [];
  const left = Object.entries(play.workflow.value.jobs);
  while (left.length > 0) {
    const index = left.findIndex(([, { needs }]) => needs.every((id) => played.some((one) => one.id === id)));
    const [entry] = left.splice(index, 1);
    if (index < 0 || !entry)
      throw new Unplayable(play.workflow.at(["jobs"]), "a job that needs what is not there");
    played.push(await playJob(play, entry, played, fresh));
  }
  return played;
}

const NOT_PLAYED = ["uses", "strategy", "container", "services"];

async function playJob(
  play: Play,
  [id, job]: readonly [string, Job],
  before: readonly PlayedJob[],
  fresh: () => Promise<Runner>,
): Promise<PlayedJob> {
  const where = play.workflow.at(["jobs", id]);
  const unknown = NOT_PLAYED.find((key) => Object.hasOwn(job, key));
  if (unknown) throw new Unplayable(where, `a job with ${unknown}:`);
  const failed = before.some((one) => job.needs.includes(one.id) && one.outcome !== "success");
  const around = { where, failed, lookUp: lookUpFor({ event: play.event, secret: "", env: {}, before: [] }) };
  if (!isRun(job.if ?? null, around)) return { id, where, outcome: "skipped", steps: [] };
  const runner = await fresh();
  const steps: PlayedStep[] = [];
  for (const [index, step] of job.steps.entries())
    steps.push(await playStep(play, { id, job, runner, before: steps }, step, index));
  const isFailed = job["continue-on-error"] !== "true" && failedBy(steps);
  return { id, where, outcome: isFailed ? "failure" : "success", steps };
}

/** A step that goes on after an error does not make its job fail. */
function failedBy(steps: readonly PlayedStep[]): boolean {
  return steps.some(({ outcome, step }) => outcome === "failure" && step["continue-on-error"] !== "true");
}

interface InJob {
  readonly id: string;
  readonly job: Job;
  readonly runner: Runner;
  readonly before: readonly PlayedStep[];
}

async function playStep(play: Play, inJob: InJob, step: Step, index: number): Promise<PlayedStep> {
  const { job, runner, before } = inJob;
  const where = play.workflow.at(["jobs", inJob.id, "steps", index]);
  const withEnv = (env: Readonly<Record<string, string>>): Surroundings => ({
    ...{ where, failed: failedBy(before) },
    lookUp: lookUpFor({ event: play.event, secret: runner.secret, env, before }),
  });
  const ofJob = filled({ ...play.workflow.value.env, ...job.env }, withEnv({}));
  const nothing = { step, where, result: null, pipefail: true, script: "", brings: [] };
  if (!isRun(step.if ?? null, withEnv(ofJob))) return { ...nothing, outcome: "skipped" };
  const env = { ...ofJob, ...filled(step.env, withEnv(ofJob)) };
  const action = doneBy(step, withEnv(env));
  if (action.does === "checkout") await runner.checkout(play.files);
  if (action.does === "checkout") return { ...nothing, outcome: "success" };
  if (action.script === "") return { ...nothing, outcome: "success", brings: action.has };
  const folder = folderOf(step, play, job, withEnv(env));
  return playScript(
    inJob,
    { ...nothing, script: action.script, brings: action.has },
    {
      what: { script: action.script, shell: shellOf(step, play, job, where) },
      ...{ has: action.has, env: { ...VARIABLES, ...env, ...action.env }, folder },
    },
  );
}

/** Runs a script, with what earlier steps have brought. */
async function playScript(
  { runner, before }: InJob,
  step: Omit<PlayedStep, "outcome">,
  told: RunnerStep & { readonly what: { readonly script: string; readonly shell: readonly string[] } },
): Promise<PlayedStep> {
  const { shell, script } = told.what;
  const has = [...before.flatMap(({ brings }) => brings), ...told.has];
  const result = await runner.run({ ...told, has });
  const unplayed = result.events.find((one) => one.event === "unplayed");
  if (unplayed) throw new Unplayable(step.where, unplayed.what);
  const outcome = result.exitCode === 0 ? "success" : "failure";
  return { ...step, outcome, result, pipefail: [...shell, script].some((one) => one.includes("pipefail")) };
}

function doneBy(step: Step, around: Surroundings): Action {
  if (step.run !== undefined) return scripted(substituted(step.run, around));
  const action = actionOf(step, (text) => substituted(text, around));
  if (action === null) throw new Unplayable(around.where, `the action ${step.uses}`);
  return action;
}

/** https://docs.github.com/actions/reference/workflow-syntax-for-github-actions#jobsjob_idstepsshell */
function shellOf(step: Step, { workflow }: Play, job: Job, where: string): string[] {
  const name = step.uses
    ? undefined
    : (step.shell ?? job.defaults?.run?.shell ?? workflow.value.defaults?.run?.shell);
  if (name === undefined) return ["bash", "-e", "{0}"];
  if (name === "bash") return ["bash", "--noprofile", "--norc", "-eo", "pipefail", "{0}"];
  if (name === "sh") return ["sh", "-e", "{0}"];
  if (name === "python") return ["python3", "{0}"];
  if (name.includes("{0}")) return name.split(/\s+/);
  throw new Unplayable(where, `the shell ${name}`);
}

function folderOf(step: Step, { workflow }: Play, job: Job, around: Surroundings): string {
  const own = step["working-directory"] ?? job.defaults?.run?.["working-directory"];
  return substituted(own ?? workflow.value.defaults?.run?.["working-directory"] ?? ".", around);
}

function filled(env: Readonly<Record<string, string>>, around: Surroundings): Record<string, string> {
  return Object.fromEntries(Object.entries(env).map(([name, value]) => [name, substituted(value, around)]));
}
