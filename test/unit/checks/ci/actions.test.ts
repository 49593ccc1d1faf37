import { expect, test } from "vitest";
import { actionOf, isGitHubs, isPinned } from "../../../../src/checks/ci/actions.ts";
import type { Step } from "../../../../src/checks/ci/workflow.ts";

const SHA = "57a97c7e7821a5776cebc9bb87c984fa69cba8f1";

const using = (uses: string, inputs: Record<string, string> = {}): Step => ({
  ...{ uses, with: inputs, env: {}, "continue-on-error": "false" },
});
const played = (uses: string, inputs?: Record<string, string>) =>
  actionOf(using(uses, inputs), (text) => text.replace("NAME", "cat-app"));

test("only a whole commit, or a whole digest, cannot be moved", () => {
  const pinned = [`a/b@${SHA}`, `a/b/c@${SHA}`, "./local", `docker://a/b@sha256:${"0".repeat(64)}`];
  const movable = ["a/b", "a/b@v1", "a/b@0.35.0", `a/b@${SHA.slice(0, 12)}`, "docker://a/b:1"];
  expect(pinned.map(isPinned)).toEqual(pinned.map(() => true));
  expect(movable.map(isPinned)).toEqual(movable.map(() => false));
  expect(
    ["actions/checkout@v4", "github/codeql-action/upload-sarif@v4", "a/actions@v1"].map(isGitHubs),
  ).toEqual([true, true, false]);
});

test("trivy-action hands its inputs on as trivy's own environment", () => {
  const inputs = { "image-ref": "NAME:it's", "exit-code": "1", severity: "HIGH", "ignore-unfixed": "true" };
  expect(played(`aquasecurity/trivy-action@${SHA}`, inputs)).toMatchObject({
    script: "trivy image 'cat-app:it'\\''s'\n",
    env: { TRIVY_EXIT_CODE: "1", TRIVY_SEVERITY: "HIGH", TRIVY_IGNORE_UNFIXED: "true" },
    has: ["trivy"],
  });
});

test("in a SARIF report trivy-action counts every severity, unless it is told not to", () => {
  const inputs = { "image-ref": "a", format: "sarif", severity: "HIGH" };
  const action = (more: Record<string, string>) =>
    played("aquasecurity/trivy-action@a", { ...inputs, ...more });
  expect(action({})).not.toHaveProperty("env.TRIVY_SEVERITY");
  expect(action({ "limit-severities-for-sarif": "true" })).toHaveProperty("env.TRIVY_SEVERITY", "HIGH");
});

test("build-push-action is a build with its tags, arguments and secrets", () => {
  const action = played("docker/build-push-action@a", {
    ...{ tags: "NAME:1\nNAME:2", push: "true", "build-args": "A=b c", secrets: "token=a=b\n" },
    ...{ "secret-envs": "user=FEED_USER" },
  });
  expect(action).toMatchObject({ env: { BUILD_SECRET_0: "a=b" } });
  expect(action).toHaveProperty(
    "script",
    "docker buildx build --push --tag cat-app:1 --tag NAME:2 --build-arg 'A=b c' " +
      "--secret id=token,env=BUILD_SECRET_0 --secret id=user,env=FEED_USER .\n",
  );
});

test("hadolint-action is hadolint with its flags", () => {
  expect(
    played("hadolint/hadolint-action@a", { "failure-threshold": "error", ignore: "DL3008, DL3009" }),
  ).toMatchObject({
    script: "hadolint --failure-threshold error --ignore DL3008 --ignore DL3009 Dockerfile\n",
    has: ["hadolint"],
  });
});

test("what has nothing to do with a gate is passed over, and what is not known is not", () => {
  expect(played("actions/checkout@v4")).toEqual({ does: "checkout" });
  expect(played("actions/setup-python@v5")).toMatchObject({ script: "" });
  expect(played("aquasecurity/setup-trivy@a")).toMatchObject({ script: "", has: ["trivy"] });
  expect(played("somebody/gate@a")).toBeNull();
  expect(played("aquasecurity/trivy-action@a", { "scan-type": "k8s" })).toBeNull();
});
