import { expect, test } from "vitest";
import { smallerOf } from "../../../src/guide/facts/earlier.ts";

const reference = { bytes: 1000, baseBytes: 800 };

test("an earlier build that was blown up is no larger measure than the reference", () => {
  expect(smallerOf(reference, { bytes: 9000, baseBytes: 7000 })).toEqual(reference);
});

test("an earlier build that is smaller than the reference is the measure", () => {
  expect(smallerOf(reference, { bytes: 900, baseBytes: 900 })).toEqual({ bytes: 900, baseBytes: 800 });
});

test("without an earlier build, or without a figure of it, the reference is the measure", () => {
  expect(smallerOf(reference, null)).toEqual(reference);
  expect(smallerOf(reference, { bytes: 500, baseBytes: 0 })).toEqual({ bytes: 500, baseBytes: 800 });
});
