import { expect, test } from "vitest";
import type { AppAnswer, AppPage } from "../../../../src/context.ts";
import { appThat, TAG } from "../../../support/subject.ts";
import { judged } from "../judged.ts";

/** An app that answers like this when it is asked for its page. */
function app(answer: Partial<AppAnswer>, asked: string[] = []) {
  const answers = async ({ heading, port }: AppPage) => {
    asked.push(`${heading} on ${port}`);
    return { answers: false, problem: null, log: "", ...answer };
  };
  return appThat({ answer: answers });
}

test("a page that is as it should be is met; the cat app's is asked for unless a lab says another", async () => {
  const asked: string[] = [];
  expect((await judged("app-answers", {}, app({ answers: true }, asked))).verdict).toBe("met");
  expect(
    (await judged("app-answers", { text: "Hello", port: 8000 }, app({ answers: true }, asked))).expected,
  ).toContain('port 8000 with "Hello"');
  expect(asked).toEqual(["Random Cat Photo on 3000", "Hello on 8000"]);
});

test("an app that died is not yet, with its last words", async () => {
  const answer = { problem: "it ended with exit code 1", log: "Traceback\nlibpq.so.5: cannot open\n" };
  expect(await judged("app-answers", {}, app(answer))).toMatchObject({
    verdict: "not-yet",
    actual: "the app does not answer as it should: it ended with exit code 1",
    evidence: [{ kind: "app", where: "the container's log", text: "Traceback\nlibpq.so.5: cannot open" }],
    next: {
      text: "Read what it printed last: libpq.so.5: cannot open",
      command: `docker run --rm ${TAG}`,
    },
  });
});

test("an app that said nothing, not even why, is told so", async () => {
  expect(await judged("app-answers", {}, app({}))).toMatchObject({
    actual: "the app does not answer as it should: it does not answer",
    evidence: [{ text: "the app printed nothing" }],
    next: { text: "Start it by hand and look." },
  });
});
