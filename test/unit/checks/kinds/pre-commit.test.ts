import { expect, test } from "vitest";
import type { StepResult } from "../../../../src/checks/ci/runner.ts";
import { machinesThat } from "../../../support/ci.ts";
import { judged } from "../judged.ts";

const STRANGER = "FROM stranger\n";
const local = (rest: string) =>
  `repos:\n  - repo: local\n    hooks:\n      - {id: lint, name: lint, entry: hadolint, language: system, ${rest}}\n`;
const ofHadolint = (id: string) =>
  `repos:\n  - repo: https://github.com/hadolint/hadolint\n    rev: v2.15.1\n    hooks:\n      - id: ${id}\n`;

type Says = (words: string) => Partial<StepResult>;
const linter: Says = (words) => ({
  exitCode: words.includes(STRANGER) && words.includes("hadolint") ? 1 : 0,
});

const asked = (config: string | null, says: Says = linter) =>
  judged(
    "pre-commit",
    {},
    {
      contextFiles: async () => ({
        Dockerfile: "FROM own\n",
        ...(config === null ? {} : { ".pre-commit-config.yaml": config }),
      }),
      riddleDockerfile: async () => STRANGER,
      ...machinesThat(says),
    },
  );

test.each([
  ofHadolint("hadolint"),
  ofHadolint("hadolint-docker"),
  local("files: Dockerfile"),
  local("types: [dockerfile]"),
  local("always_run: true"),
  local('files: "(?i)DOCKERFILE$"'),
  local("files: Dockerfile").replace("system", "script"),
])("a hook that refuses the stranger's Dockerfile alone: %s", async (config) => {
  expect(await asked(config)).toMatchObject({ verdict: "met" });
});

test.each<[string, string | null, Says]>([
  ["hooks-there", null, linter],
  ["hooks-read", "repos: none", linter],
  ["hook-runs", "repos: []", linter],
  ["hook-runs", local("files: \\.py$"), linter],
  ["hook-runs", local("files: Dockerfile, exclude: Docker"), linter],
  ["hook-runs", local("types: [python]"), linter],
  ["hook-runs", local("stages: [manual]"), linter],
  ["hook-runs", `default_stages: [pre-push]\n${local("files: Dockerfile")}`, linter],
  ["hook-runs", local("files: Dockerfile"), () => ({ exitCode: 127 })],
  ["own-passes", local("files: Dockerfile"), () => ({ exitCode: 1 })],
  ["stranger-refused", local("files: Dockerfile"), () => ({})],
])("%s", async (rule, config, says) => {
  expect(await asked(config, says)).toMatchObject({ verdict: "not-yet", rule });
});

test("a hook that cannot be run here says nothing", async () => {
  const other = ofHadolint("docker-lint").replaceAll("hadolint/hadolint", "somebody/else");
  expect(await asked(other)).toMatchObject({ verdict: "could-not-check" });
  const unplayed: Says = () => ({ exitCode: 1, events: [{ event: "unplayed", what: "git" }] });
  expect(await asked(local("files: Dockerfile"), unplayed)).toMatchObject({ verdict: "could-not-check" });
});
