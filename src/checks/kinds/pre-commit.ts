import { z } from "zod";
import { type Hook, hooksOf, readHooks } from "../ci/hooks.ts";
import type { Runner, StepResult } from "../ci/runner.ts";
import type { Kind } from "../kind.ts";
import type { Subject } from "../subject.ts";
import { couldNotCheck, type Evidence, type Judgement, met, notYet } from "../verdict.ts";

const FILE = ".pre-commit-config.yaml";

const options = z.strictObject({});

declare module "../kind.ts" {
  interface CheckKinds {
    "pre-commit": z.infer<typeof options>;
  }
}

const expected = "a hook refuses the riddle's Dockerfile and lets yours be committed";

/** That a hook looks at Dockerfiles: the hooks that a changed Dockerfile starts are run on two of them. */
export const preCommit: Kind<z.infer<typeof options>> = {
  says: "A hook of .pre-commit-config.yaml, beside the Dockerfile, fails for the riddle's Dockerfile and passes the learner's.",
  options,
  async judge(_, subject) {
    const files = await subject.contextFiles();
    const text = files[FILE];
    if (text === undefined) return notThere;
    const read = readHooks(FILE, text);
    if (read.misread)
      return notYet(
        { rule: "hooks-read", expected, actual: `pre-commit could not read ${FILE}: ${read.says}` },
        [{ kind: "file", where: read.where, text: read.says }],
        "Mend that line. The file has repos:, and below each repo: its hooks.",
      );
    const hooks = hooksOf(read);
    const played = hooks.filter(({ command, runs }) => command !== null && runs);
    if (played.length === 0) return nothingRuns(hooks);
    return judgePlayed(subject, played, files);
  },
};

const notThere = notYet(
  { rule: "hooks-there", expected, actual: `there is no file ${FILE} beside the Dockerfile` },
  [{ kind: "file", where: FILE, text: "not there" }],
  `Write app/${FILE}, with repos: and the hooks.`,
);

/** Why no hook runs, or could be run here. */
function nothingRuns(hooks: readonly Hook[]): Judgement {
  const never = hooks.find(({ command, runs }) => command !== null && !runs);
  if (never)
    return notYet(
      { rule: "hook-runs", expected, actual: `a changed Dockerfile never starts ${never.id}` },
      [{ kind: "file", where: never.where, text: "its files:, types: or stages: leave the Dockerfile out" }],
      "A hook is run on the changed files that its patterns match. This file's name is Dockerfile.",
    );
  const unknown = hooks.find(({ id, from, runs }) => runs && /docker|hadolint/i.test(`${id} ${from}`));
  if (unknown)
    return couldNotCheck(
      expected,
      `${unknown.where}: the hook ${unknown.id} of ${unknown.from} is not run here`,
      "It may be right. The hooks of hadolint's own repository, and local ones with language: system, are run here.",
    );
  return notYet(
    { rule: "hook-runs", expected, actual: "no hook looks at the Dockerfile" },
    [
      {
        kind: "file",
        where: FILE,
        text: `not run here: ${hooks.map(({ id }) => id).join(", ") || "nothing"}`,
      },
    ],
    "The repository of hadolint has hooks of its own: https://github.com/hadolint/hadolint",
  );
}

interface PlayedHook {
  readonly hook: Hook;
  readonly result: StepResult;
}

async function judgePlayed(
  subject: Subject,
  hooks: readonly Hook[],
  files: Readonly<Record<string, string>>,
): Promise<Judgement> {
  const stranger = await subject.riddleDockerfile();
  const [own, others] = await subject.onRunner("own", async (fresh) => {
    const runner = await fresh();
    return [
      await playAll(runner, hooks, files),
      await playAll(runner, hooks, { ...files, Dockerfile: stranger }),
    ];
  });
  const unplayed = own?.find(({ result }) => result.events.some(({ event }) => event === "unplayed"));
  if (unplayed)
    return couldNotCheck(
      expected,
      `${unplayed.hook.where}: ${unplayed.hook.id} cannot be run here`,
      "It may be right. Hooks that run hadolint or trivy are run here.",
    );
  return judgeOwn(own ?? []) ?? judgeOthers(others ?? []);
}

async function playAll(
  runner: Runner,
  hooks: readonly Hook[],
  files: Readonly<Record<string, string>>,
): Promise<PlayedHook[]> {
  await runner.checkout(files);
  const played: PlayedHook[] = [];
  for (const hook of hooks) {
    const what = { command: hook.command ?? "", arguments: hook.arguments };
    const result = await runner.run({ what, env: {}, folder: ".", has: ["hadolint", "trivy"] });
    played.push({ hook, result });
  }
  return played;
}

function judgeOwn(played: readonly PlayedHook[]): Judgement | null {
  const failed = played.find(({ result }) => result.exitCode !== 0);
  if (!failed) return null;
  const { exitCode } = failed.result;
  const isMissing = exitCode === 126 || exitCode === 127;
  return notYet(
    {
      rule: isMissing ? "hook-runs" : "own-passes",
      expected,
      actual: isMissing
        ? `${failed.hook.id} cannot be started: exit code ${exitCode} is no finding`
        : `${failed.hook.id} refuses your own Dockerfile, too`,
    },
    [evidenceOf(failed)],
    "Run the same command by hand, in app/: what does it say, and about which line?",
    isMissing ? null : "size-matters run hadolint",
  );
}

function judgeOthers(played: readonly PlayedHook[]): Judgement {
  const failed = played.find(({ result }) => result.exitCode !== 0);
  if (failed) return met(expected, `${failed.hook.id} refuses it`, [evidenceOf(failed)]);
  const [first, ...others] = played.map(evidenceOf);
  if (!first) throw new Error("no hook was played");
  const names = played.map(({ hook }) => hook.id).join(", ");
  return notYet(
    {
      rule: "stranger-refused",
      expected,
      actual: `${names} looked at the riddle's Dockerfile and ended with 0`,
    },
    [first, ...others],
    "A hook speaks by its exit code. What does hadolint need to fail, and what keeps it from it?",
  );
}

function evidenceOf({ hook, result }: PlayedHook): Evidence {
  const lines = result.output.trim().split("\n").slice(0, 6).join("\n");
  return {
    kind: "file",
    where: hook.where,
    text: [lines, `exit code ${result.exitCode}`].filter(Boolean).join("\n"),
  };
}
