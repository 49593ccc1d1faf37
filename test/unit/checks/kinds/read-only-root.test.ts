import { expect, test } from "vitest";
import type { AppAnswer } from "../../../../src/context.ts";
import { appThat, TAG } from "../../../support/subject.ts";
import { judged, verdictOf } from "../judged.ts";

const answer = (answers: boolean, problem: string | null = null): AppAnswer => ({
  answers,
  problem,
  log: "",
});
const pieces = (readOnly: AppAnswer, plain = answer(true)) => ({
  readOnlyApp: async () => readOnly,
  ...appThat({ answer: async () => plain }),
});

test("an answer is met, without asking an app that may write", async () => {
  expect(await verdictOf("read-only-root", {}, { readOnlyApp: async () => answer(true) })).toBe(
    "met: so it is",
  );
});

test("no answer is not yet, with the command to see it", async () => {
  const options = { writable: ["/tmp", "/app/my data"] };
  expect(
    await judged("read-only-root", options, pieces(answer(false, "it ended with exit code 1"))),
  ).toMatchObject({
    verdict: "not-yet",
    actual: "it ended with exit code 1",
    evidence: [{ kind: "app", text: "the app printed nothing" }],
    next: {
      text: "Let it write only into /tmp, /app/my data.",
      command: `docker run --rm --read-only --tmpfs /tmp --tmpfs '/app/my data' ${TAG}`,
    },
  });
});

test("where nothing at all may be written, it is said so", async () => {
  const { next } = await judged("read-only-root", { writable: [] }, pieces(answer(false)));
  expect(next).toEqual({
    text: "Let it write nothing at all.",
    command: `docker run --rm --read-only ${TAG}`,
  });
});

test("an app that never answers is not told to write less", async () => {
  const { actual, next } = await judged(
    "read-only-root",
    {},
    pieces(answer(false, "it ended"), answer(false)),
  );
  expect(actual).toBe("it ended, and no better where it can write");
  expect(next?.text).toBe("Mend the app first: it does not answer in any container.");
});
