import { expect, test } from "vitest";
import { differenceLines, differenceScreen } from "../../../src/guide/screens/difference.ts";

const screen = { tint: (_: string, text: string) => text };

test("two texts that differ, with two lines around", () => {
  const from = "FROM a\nRUN 1\nRUN 2\nRUN 3\nRUN 4\nCMD x\n";
  expect(differenceLines(from, from.replace("RUN 4", "RUN four"), screen)).toEqual([
    "    RUN 2",
    "    RUN 3",
    "  - RUN 4",
    "  + RUN four",
    "    CMD x",
  ]);
});

test("equal texts have no lines, and a file that is not there is empty", () => {
  expect(differenceLines("a\n", "a\n", screen)).toEqual([]);
  expect(differenceLines(null, "a\n", screen)).toEqual(["  + a"]);
});

test("files that are the reference's are left out, and if all are, that is said", () => {
  const file = { path: "Dockerfile", start: "a\n", own: "b\n", reference: "b\n" };
  expect(differenceScreen([file], screen)).toEqual(["Your files are the reference's, to the letter."]);
  expect(differenceScreen([file, { ...file, path: ".dockerignore", own: null }], screen)).toEqual([
    "From yours (-) to the reference (+), .dockerignore",
    "  + b",
  ]);
});
