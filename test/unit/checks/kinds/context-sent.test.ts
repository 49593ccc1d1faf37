import { describe, expect, test } from "vitest";
import type { SentContext } from "../../../../src/checks/subject.ts";
import { judged, verdictOf } from "../judged.ts";

const context = (sent: Partial<SentContext>) => ({
  context: async () => ({ bytes: 1000, paths: ["Dockerfile", "cat_app/app.py"], planted: [], ...sent }),
});

describe("what was planted", () => {
  test("and stays behind is met", async () => {
    expect(await verdictOf("context-sent", {}, context({}))).toBe("met: 1.00 kB in 2 files");
  });

  test("and came through is not yet", async () => {
    expect(
      await judged("context-sent", {}, context({ planted: [".env", ".aws/credentials"] })),
    ).toMatchObject({
      verdict: "not-yet",
      expected: "no planted secret",
      actual: ".env, .aws/credentials came through",
      evidence: [{ kind: "file", where: ".env" }],
      next: { text: "Name it in .dockerignore." },
    });
  });

  test("below the root tells where patterns start", async () => {
    const { evidence, next } = await judged(
      "context-sent",
      {},
      context({ planted: [".ssh/id", "cat_app/.env"] }),
    );
    expect(evidence[0]?.where).toBe("cat_app/.env");
    expect(next?.text).toContain("Patterns start at the context's root");
  });

  test("is not asked for where a lab asks for something else", async () => {
    const options = { planted: false, "at-most": "1000" };
    expect(await verdictOf("context-sent", options, context({ planted: [".env"] }))).toMatch(/^met/);
  });
});

describe("what must arrive", () => {
  const options = { present: ["cat_app/*.py", "./pyproject.toml"] };

  test("is met when all of it does", async () => {
    const pieces = context({ paths: ["cat_app/app.py", "pyproject.toml"] });
    expect(await verdictOf("context-sent", options, pieces)).toMatch(/^met/);
  });

  test("and does not is not yet", async () => {
    expect(await judged("context-sent", options, context({}))).toMatchObject({
      verdict: "not-yet",
      actual: "not sent: ./pyproject.toml",
      evidence: [{ where: ".dockerignore", text: "2 files are sent" }],
    });
    expect(
      (await judged("context-sent", options, context({ paths: ["cat_app/App.py"] }))).evidence[0]?.text,
    ).toBe("1 file is sent");
  });

  test.each([{}, options, { "at-most": "1MB" }])("is never nothing at all (%j)", async (asked) => {
    expect(await judged("context-sent", asked, context({ bytes: 0, paths: [] }))).toMatchObject({
      verdict: "not-yet",
      actual: "Nothing is left to copy.",
      evidence: [{ text: "nothing is sent" }],
    });
  });
});

test("the limit itself is small enough, one byte more is not", async () => {
  const options = { "at-most": "1kB" };
  expect(await verdictOf("context-sent", options, context({ bytes: 1000 }))).toMatch(/^met/);
  expect(await judged("context-sent", options, context({ bytes: 1001, paths: ["a"] }))).toMatchObject({
    verdict: "not-yet",
    expected: "at most 1.00 kB sent, no planted secret",
    actual: "1.00 kB in 1 file",
    evidence: [{ where: ".dockerignore", text: "among others it lets through: a" }],
    next: { text: "Leave out what no COPY needs." },
  });
});
