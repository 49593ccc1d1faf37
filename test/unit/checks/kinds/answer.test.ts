import { expect, test } from "vitest";
import type { Answered } from "../../../../src/checks/subject.ts";
import { judged } from "../judged.ts";

const answered = (answer: Answered | null) => ({ answered: async () => answer });

test("a right answer is met", async () => {
  expect(await judged("answer", { question: "layers" }, answered({ right: true }))).toMatchObject({
    verdict: "met",
    expected: 'a right answer to "layers"',
  });
});

test("no answer is not yet, with what to type", async () => {
  expect(await judged("answer", { question: "layers" }, answered(null))).toMatchObject({
    verdict: "not-yet",
    actual: "not answered",
    evidence: [{ where: "your answers", text: 'none to "layers" so far' }],
    next: { text: "Look it up, and answer.", command: "size-matters answer layers VALUE" },
  });
});

test("a wrong answer says where to look, in the question's own words", async () => {
  const look = { text: "Count RootFS.Layers.", command: "docker image inspect cat" };
  const wrong = answered({ right: false, says: "Count the layers themselves.", look });
  expect(await judged("answer", { question: "layers" }, wrong)).toMatchObject({
    verdict: "not-yet",
    actual: "Count the layers themselves.",
    evidence: [{ where: 'your answer to "layers"' }],
    next: look,
  });
});

test("a wrong answer that names no command is typed again", async () => {
  const wrong = answered({ right: false, says: "No.", look: { text: "Look.", command: null } });
  expect((await judged("answer", { question: "a" }, wrong)).next?.command).toBe(
    "size-matters answer a VALUE",
  );
});
