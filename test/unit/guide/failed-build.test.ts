import { describe, expect, test } from "vitest";
import type { NotBuilt } from "../../../src/context.ts";
import { readDockerfile } from "../../../src/dockerfile/dockerfile.ts";
import { withoutImage } from "../../../src/guide/failed-build.ts";
import type { Goal } from "../../../src/labs/lab-schema.ts";

const dockerfile = readDockerfile(
  [
    "FROM python:3.13-slim",
    "RUN apt-get update \\",
    "    && apt-get install -y nothing",
    "RUN true",
    "COPY a /b",
  ].join("\n"),
);
const failed = (words: string, timedOut = false): NotBuilt => ({
  ...{ ok: false, words, timedOut, seconds: 1, command: "docker build", printed: [] },
});
const goal = (mistakes: { seen: string; says: string }[] = []): Goal => ({
  ...{ id: "g", says: "It is built.", hints: ["a", "b", "c"], why: "why" },
  checks: [{ type: "app-answers", mistakes }],
});
const told = (words: string, timedOut = false) =>
  withoutImage([goal()], dockerfile, failed(words, timedOut))[0]?.checks[0];

describe("a build that failed", () => {
  test.each([
    ["a parse error", "dockerfile parse error line 4: unknown instruction: RNU", 4],
    ["the line that new builders show", "Dockerfile:2\n----\n   2 | >>> RUN apt-get", 2],
    [
      "a step of an old builder",
      "------\n > [2/4] RUN apt-get update     && apt-get install -y nothing:\n------",
      2,
    ],
    ["a step of a named stage", "------\n > [builder 3/4] RUN true:\n------", 4],
    ["a copy", "------\n > [4/4] COPY a /b:\n------\nfailed to compute cache key", 5],
  ])("is told with its line: %s", (_, words, line) => {
    expect(told(words)).toMatchObject({
      ...{
        verdict: "not-yet",
        rule: "build",
        actual: `The image could not be built: line ${line} of the Dockerfile failed.`,
      },
      evidence: [{ kind: "builder", where: `Dockerfile:${line}`, text: words }],
    });
  });

  test("without a line is told with the builder's words alone", () => {
    expect(told("the Dockerfile cannot be empty")).toMatchObject({
      ...{ verdict: "not-yet", actual: "The image could not be built." },
      evidence: [{ where: "the builder's words" }],
    });
  });

  test("at its deadline could not be checked", () => {
    expect(told("#5 [2/4] RUN apt-get", true)).toMatchObject({ verdict: "could-not-check" });
    expect(withoutImage([goal()], dockerfile, failed("x", true))[0]?.verdict).toBe("could-not-check");
  });

  test("for a mistake that is known says so first", () => {
    const known = goal([{ seen: "cannot be empty", says: "There is nothing in it." }]);
    const [judged] = withoutImage([known], dockerfile, failed("the Dockerfile cannot be empty"));
    expect(judged?.checks[0]?.actual).toMatch(/^There is nothing in it\. /);
  });
});
