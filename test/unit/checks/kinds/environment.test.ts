import { describe, expect, test } from "vitest";
import { TAG } from "../../../support/subject.ts";
import { judged, verdictOf } from "../judged.ts";

const env = (...Env: string[]) => ({ config: { Env } });

test("what is set and what is not is met", async () => {
  const options = { present: ["PATH"], absent: ["TOKEN"], equals: { MODE: "a=b" } };
  expect(await judged("environment", options, env("PATH=/bin", "MODE=a=b"))).toMatchObject({
    verdict: "met",
    expected: "PATH, MODE=a=b, no TOKEN",
  });
});

test("everything that is wrong is told at once", async () => {
  const options = { present: ["A", "EMPTY"], absent: ["*TOKEN*"], equals: { B: "2", C: "3" } };
  expect(await judged("environment", options, env("EMPTY=", "CAT_TOKEN_ID=1", "B=22"))).toMatchObject({
    verdict: "not-yet",
    actual: 'A is not set; CAT_TOKEN_ID is set; B is not "2"; C is not set',
    evidence: [{ kind: "config", where: "Config.Env", text: "3 variables: EMPTY, CAT_TOKEN_ID, B" }],
    next: { command: `docker image inspect -f '{{json .Config.Env}}' ${TAG}` },
  });
});

describe("names", () => {
  test("are whole names, with their capitals", async () => {
    expect(await verdictOf("environment", { absent: ["TOKEN"] }, env("MY_TOKEN=1", "token=1"))).toMatch(
      /^met/,
    );
    expect(await verdictOf("environment", { present: ["Path"] }, env("PATH=/"))).toMatch(/^not-yet/);
    expect(await verdictOf("environment", { absent: ["A.B"] }, env("AxB=1"))).toMatch(/^met/);
  });

  test("an empty variable tells nobody anything", async () => {
    expect(await verdictOf("environment", { absent: ["KEY"] }, env("KEY="))).toMatch(/^met/);
    expect(await verdictOf("environment", { absent: ["KEY"] }, env("KEY=="))).toMatch(/^not-yet/);
  });

  test("without an equals sign are names, too", async () => {
    expect(await verdictOf("environment", { present: ["DEBUG"] }, env("DEBUG"))).toMatch(/^met/);
    expect(await verdictOf("environment", { absent: ["DEBUG"] }, env("DEBUG"))).toMatch(/^not-yet/);
  });
});

test("a value that only contains the wanted one is another, and is not shown", async () => {
  const { actual, evidence } = await judged("environment", { equals: { A: "cat" } }, env("A=concat"));
  expect(actual).toBe('A is not "cat"');
  expect(JSON.stringify(evidence)).not.toContain("concat");
});

test("the last of two counts", async () => {
  expect(await verdictOf("environment", { equals: { A: "2" } }, env("A=1", "A=2"))).toMatch(/^met/);
});

test("what is too much is taken out of ENV", async () => {
  expect(await judged("environment", { absent: ["TOKEN"] }, env("TOKEN=1"))).toMatchObject({
    evidence: [{ text: "1 variable: TOKEN" }],
    next: { text: "Take TOKEN out of ENV: what a RUN alone needs is set in that RUN." },
  });
});

test("an image without an environment says so", async () => {
  expect((await judged("environment", { present: ["A"] })).evidence[0]?.text).toBe("no variable is set");
});
