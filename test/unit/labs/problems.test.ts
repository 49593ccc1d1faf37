import { describe, expect, test } from "vitest";
import { didYouMean, inOrder, lineOf, placeIn, sentence } from "../../../src/labs/problems.ts";

describe("the name that was meant", () => {
  test.each([
    ["minuts", ["title", "minutes"], 'Did you mean "minutes"?'],
    ["MINUTES", ["title", "minutes"], 'Did you mean "minutes"?'],
    ["base", ["base-image", "naive"], 'Did you mean "base-image"?'],
    ["dockerfile", ["Dockerfile"], 'Did you mean "Dockerfile"?'],
    ["xyz", ["app"], "There are: app."],
    ["ab", ["goto", "go"], "There are: goto, go."],
    ["something-else", ["a", "b"], "There are: a, b."],
    ["x", [], "There are none."],
  ])("%j of %j", (word, names, says) => {
    expect(didYouMean(word, names)).toBe(says);
  });
});

test("a problem in one line, as editors understand it", () => {
  expect(lineOf({ file: "labs/05-a/lab.yaml", line: 7, column: 5, says: "Why." })).toBe(
    "labs/05-a/lab.yaml:7:5: Why.",
  );
});

test("problems are read from the top", () => {
  const at = (file: string, line: number, column: number) => ({ file, line, column, says: "" });
  const all = [at("b", 1, 1), at("a", 10, 1), at("a", 9, 20), at("a", 9, 3)];
  expect(inOrder(all).map(lineOf)).toEqual(["a:9:3: ", "a:9:20: ", "a:10:1: ", "b:1:1: "]);
});

test.each([
  ["", 0, 1, 1],
  ["a\nbc", 3, 2, 2],
  ["a\r\nbc", 3, 2, 1],
  ["a\n", 2, 2, 1],
])("%j at %i is line %i, column %i", (text, offset, line, column) => {
  expect(placeIn(text, offset)).toEqual({ line, column });
});

test("a sentence ends once", () => {
  expect([sentence("Write a size"), sentence("Really?"), sentence("So.")]).toEqual([
    "Write a size.",
    "Really?",
    "So.",
  ]);
});
