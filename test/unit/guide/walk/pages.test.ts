import { expect, test } from "vitest";
import { pagesOf } from "../../../../src/guide/walk/pages.ts";

const paragraph = (name: string, lines: number) =>
  Array.from({ length: lines }, (_, at) => `${name}${at + 1}`);

test("a page ends between two paragraphs", () => {
  const text = [...paragraph("a", 3), "", ...paragraph("b", 3), "", ...paragraph("c", 2)];
  expect(pagesOf(text, 7)).toEqual([[...paragraph("a", 3), "", ...paragraph("b", 3)], paragraph("c", 2)]);
  expect(pagesOf(text, 100)).toEqual([text]);
});

test("a paragraph that is longer than a page is cut, and no line is lost", () => {
  const text = [...paragraph("a", 2), "", ...paragraph("b", 12), "", ...paragraph("c", 1)];
  const pages = pagesOf(text, 5);
  expect(pages.every(({ length }) => length <= 5)).toBe(true);
  expect(pages.flat().filter(Boolean)).toEqual(text.filter(Boolean));
});

test("blank lines make no pages", () => {
  expect(pagesOf(["", "", "a", "", "", ""], 2)).toEqual([["a"]]);
  expect(pagesOf([], 5)).toEqual([[]]);
});
