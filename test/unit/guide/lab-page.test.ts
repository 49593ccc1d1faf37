import { expect, test } from "vitest";
import { pageOf } from "../../../src/guide/lab-page.ts";

const page = (...checks: object[]) => pageOf({ file: { goals: [{ checks }] } } as never);

test("the page is the one that the goals ask for; the cat's where none does", () => {
  expect(page({ type: "user" }, { type: "app-answers", text: "Cat Moods", port: 8000 })).toEqual({
    heading: "Cat Moods",
    port: 8000,
  });
  expect(page({ type: "answer" })).toEqual({});
});

test("an app that only prints has none", () => {
  expect(page({ type: "app-prints", line: "x" })).toBeNull();
});
