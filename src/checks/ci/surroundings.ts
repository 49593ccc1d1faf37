import type { Value } from "./expression.ts";
import type { PlayedStep } from "./play.ts";

const COMMIT = "8c5f2b7e4a1d9036f7c2e8b5a4d1f0937c6e2b81";

/** What GitHub sets for every step. */
export const VARIABLES = {
  ...{ GITHUB_ACTIONS: "true", GITHUB_SHA: COMMIT, GITHUB_REF_NAME: "main", GITHUB_RUN_NUMBER: "7" },
  ...{ GITHUB_REPOSITORY: "cat-company/cat-app", GITHUB_ACTOR: "learner", RUNNER_OS: "Linux" },
};

const KNOWN: Readonly<Record<string, Value>> = {
  ...{ "github.sha": COMMIT, "github.ref": "refs/heads/main", "github.ref_name": "main" },
  ...{ "github.repository": "cat-company/cat-app", "github.repository_owner": "cat-company" },
  ...{
    "github.actor": "learner",
    "github.run_id": "4711",
    "github.run_number": "7",
    "github.run_attempt": "1",
  },
  ...{
    "github.head_ref": "",
    "github.base_ref": "",
    "github.workspace": "/home/runner/work/cat-app/cat-app",
  },
  ...{ "github.workflow": "gate", "github.server_url": "https://github.com" },
  ...{ "github.event.pull_request.head.sha": COMMIT, "github.event.repository.default_branch": "main" },
  ...{ "runner.temp": "/home/runner/work/_temp", "runner.os": "Linux", "runner.arch": "X64" },
};

/** What is otherwise where a pull request is asked for. */
const OF_PULL_REQUEST: Readonly<Record<string, Value>> = {
  ...{ "github.ref": "refs/pull/7/merge", "github.ref_name": "7/merge" },
  ...{ "github.head_ref": "smaller-image", "github.base_ref": "main" },
};

interface Known {
  readonly event: string;
  readonly secret: string;
  readonly env: Readonly<Record<string, string>>;
  /** The steps of this job that are done. */
  readonly before: readonly PlayedStep[];
}

/** What an expression may look up in a job. Every secret is the same one here. */
export function lookUpFor({ event, secret, env, before }: Known): (path: string) => Value | undefined {
  return (path) => {
    const [room = "", name = "", key = "", ...more] = path.split(".");
    if (path === "github.event_name") return event;
    if (event === "pull_request" && Object.hasOwn(OF_PULL_REQUEST, path)) return OF_PULL_REQUEST[path];
    if ((room === "secrets" && key === "") || path === "github.token") return secret;
    if (room === "env" && key === "") return env[name];
    if (room === "steps" && more.length === 0) return stepValue(before, name, key);
    if (path === "job.status") return before.some((one) => one.outcome === "failure") ? "failure" : "success";
    return KNOWN[path];
  };
}

function stepValue(before: readonly PlayedStep[], id: string, key: string): Value | undefined {
  const found = before.find(({ step }) => step.id === id);
  if (!found) return undefined;
  if (key === "outcome") return found.outcome;
  const goesOn = found.step["continue-on-error"] === "true";
  if (key === "conclusion") return goesOn && found.outcome === "failure" ? "success" : found.outcome;
  return undefined;
}
