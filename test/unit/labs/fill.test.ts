import { describe, expect, test } from "vitest";
import { fill, isFilled, placesIn } from "../../../src/labs/fill.ts";

describe("filling", () => {
  test.each([
    ["a {{word}} and {{ word }}", { word: "cat" }, "a cat and cat"],
    ["{{digest.full-as-slim}}", { "digest.full-as-slim": "python@sha256:1" }, "python@sha256:1"],
    ["{{other}} stays", { word: "cat" }, "{{other}} stays"],
    ["{{word}}", { word: "" }, ""],
    ["{{word}}", { word: "$& $1 {{word}}" }, "$& $1 {{word}}"],
    ["{{.Size}} {{json .Config}} {{end}}", {}, "{{.Size}} {{json .Config}} {{end}}"],
    ["{{constructor}} {{toString}} {{__proto__}}", {}, "{{constructor}} {{toString}} {{__proto__}}"],
  ])("%j with %j", (text, values, filled) => {
    expect(fill(text, values)).toBe(filled);
  });
});

test("the places to fill, and none of a Go template", () => {
  const text = "{{word}} {{ digest.slim }}\n{{.Size}} {{json .A}} {{range .B}}{{else}}{{end}} {{1}} {{}}";
  expect(placesIn(text)).toEqual([
    { name: "word", offset: 0 },
    { name: "digest.slim", offset: 9 },
  ]);
});

test.each([
  ["Dockerfile", true],
  ["start/Dockerfile", true],
  ["app.Dockerfile", true],
  ["riddle/note.txt", true],
  ["start/Dockerfile.dockerignore", false],
  ["app/app.py", false],
  ["steps/1-look.md", false],
])("%s: the values are put in: %s", (path, filled) => {
  expect(isFilled(path)).toBe(filled);
});
