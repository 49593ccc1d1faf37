import { expect, test } from "vitest";
import { shellWord } from "../../src/shell-word.ts";

test.each([
  ["plain", "a-b_c/d:e=f,g.h@i", "a-b_c/d:e=f,g.h@i"],
  ["a blank", "a b", "'a b'"],
  ["a quote", "it's", "'it'\\''s'"],
  ["nothing", "", "''"],
])("a word with %s survives the shell", (_, word, expected) => {
  expect(shellWord(word)).toBe(expected);
});
