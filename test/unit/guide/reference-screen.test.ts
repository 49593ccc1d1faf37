import { expect, test } from "vitest";
import { referenceScreen } from "../../../src/guide/screens/reference.ts";

const screen = { tint: (_: string, text: string) => text };
const dockerfile = { path: "Dockerfile", start: "FROM a\n", own: "FROM b\n", reference: "FROM c\n" };

test("the Dockerfile is shown whole, and so is a file that the start has not", () => {
  const ignore = { path: ".dockerignore", start: null, own: null, reference: ".git\n.env\n" };
  expect(referenceScreen([dockerfile, ignore], screen)).toEqual([
    ...["The reference of Dockerfile", "  FROM c", ""],
    ...["The reference of .dockerignore", "  .git", "  .env", ""],
  ]);
});

test("of a long file only the lines that change", () => {
  const start = Array.from({ length: 300 }, (_, line) => `line ${line}\n`).join("");
  const lock = { path: "poetry.lock", start, own: start, reference: start.replace("line 200", "mended") };
  expect(referenceScreen([lock], screen)).toEqual([
    "The reference of poetry.lock",
    ...["    line 198", "    line 199", "  - line 200", "  + mended", "    line 201", "    line 202", ""],
  ]);
});

test("a file that the reference does without is said to be none", () => {
  const gone = { path: "notes.txt", start: "x\n", own: "x\n", reference: null };
  expect(referenceScreen([gone], screen)).toEqual([
    "The reference of notes.txt",
    "  (there is no such file)",
    "",
  ]);
});
