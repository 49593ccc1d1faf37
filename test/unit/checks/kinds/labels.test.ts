import { describe, expect, test } from "vitest";
import { TAG } from "../../../support/subject.ts";
import { judged, verdictOf } from "../judged.ts";

const labels = (Labels: object) => ({ config: { Labels } });

test("labels that are there, with their values, are met", async () => {
  const options = { present: ["title"], equals: { word: "cat-1" } };
  expect(await judged("labels", options, labels({ title: "Cats", word: "cat-1" }))).toMatchObject({
    verdict: "met",
    expected: "title, word=cat-1",
  });
});

test("everything that is wrong is told at once", async () => {
  const options = { present: ["a", "b"], equals: { c: "1", d: "2" } };
  expect(
    await judged("labels", options, labels({ b: "", c: "3", "size-matters.role": "app" })),
  ).toMatchObject({
    verdict: "not-yet",
    actual: 'a is missing; b is empty; c is "3"; d is missing',
    evidence: [{ kind: "config", where: "Config.Labels", text: "b, c" }],
    next: {
      text: "Write it with LABEL name=value, in the final stage.",
      command: `docker image inspect -f '{{json .Config.Labels}}' ${TAG}`,
    },
  });
});

describe("a value", () => {
  test.each(["a cat-1", "cat-12", "CAT-1", " cat-1", '"cat-1"', ""])("%j is not cat-1", async (word) => {
    expect(await verdictOf("labels", { equals: { word: "cat-1" } }, labels({ word }))).toBe(
      `not-yet: word is "${word}"`,
    );
  });

  test("of blanks alone is empty", async () => {
    expect(await verdictOf("labels", { present: ["a"] }, labels({ a: "  " }))).toBe("not-yet: a is empty");
  });
});

test.each(["Workshop.word", "workshop.word ", "workshop"])("a label %j is another", async (name) => {
  expect(await verdictOf("labels", { present: ["workshop.word"] }, labels({ [name]: "x" }))).toBe(
    "not-yet: workshop.word is missing",
  );
});

test.each(["constructor", "toString", "__proto__"])("nothing is called %s by itself", async (name) => {
  expect(await verdictOf("labels", { present: [name] }, labels({}))).toMatch(/^not-yet/);
});

test("one that is missed twice is told once", async () => {
  expect(await verdictOf("labels", { present: ["a"], equals: { a: "1" } })).toBe("not-yet: a is missing");
});

test("the workshop's own labels are none of the learner's", async () => {
  const { evidence } = await judged("labels", { present: ["a"] }, labels({ "size-matters.workspace": "x" }));
  expect(evidence[0]?.text).toBe("no label of yours");
});
