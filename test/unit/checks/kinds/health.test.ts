import { describe, expect, test } from "vitest";
import type { Health, HealthFacts } from "../../../../src/context.ts";
import { judged, verdictOf } from "../judged.ts";

const ANSWERS = { answers: true, problem: null, log: "" };
const says = (status: Health["status"], output = ""): Health => ({ status, failed: 0, output });
const found = (facts: Partial<HealthFacts>) => ({
  health: async () => ({
    answer: ANSWERS,
    awake: says("healthy"),
    asleep: says("unhealthy", "refused"),
    ...facts,
  }),
});

test("healthy with the app and unhealthy without it is met", async () => {
  expect(await verdictOf("health", {}, found({}))).toBe("met: so it is");
});

describe("not yet", () => {
  test("is an image without a health check", async () => {
    expect(await judged("health", {}, found({ awake: null, asleep: null }))).toMatchObject({
      actual: "the image has no health check",
      evidence: [{ kind: "config", where: "Config.Healthcheck", text: "none" }],
    });
  });

  test.each(["unhealthy", "starting"] as const)(
    "is one that says %s of an app that answers",
    async (status) => {
      const awake = says(status, "1\n2\n3\n4\n5\n/bin/sh: 1: curl: not found");
      expect(await judged("health", {}, found({ awake, asleep: null }))).toMatchObject({
        verdict: "not-yet",
        actual: "the app answers, and its health check fails: /bin/sh: 1: curl: not found",
        evidence: [{ kind: "command", where: "State.Health.Log", text: awake.output.slice(2) }],
      });
    },
  );

  test("also where it prints nothing", async () => {
    expect(await verdictOf("health", {}, found({ awake: says("unhealthy") }))).toBe(
      "not-yet: the app answers, and its health check fails: it prints nothing",
    );
  });

  test.each(["healthy", "starting"] as const)("is one that says %s of a sleep", async (status) => {
    expect(await verdictOf("health", {}, found({ asleep: says(status) }))).toBe(
      `not-yet: Healthy with a dead app: it slept, and the check said ${status}.`,
    );
  });

  test("is an app that does not answer, whatever its check says", async () => {
    const answer = { answers: false, problem: "it ended with exit code 1", log: "ImportError" };
    expect(await judged("health", {}, found({ answer, awake: null, asleep: null }))).toMatchObject({
      actual: "the app itself does not answer as it should: it ended with exit code 1",
      evidence: [{ kind: "app", text: "ImportError" }],
    });
  });
});

test("a check that was not tried without the app is not met", async () => {
  expect(await verdictOf("health", {}, found({ asleep: null }))).toMatch(/^not-yet/);
});
