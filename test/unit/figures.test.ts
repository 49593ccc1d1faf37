import { expect, test } from "vitest";
import { formatBytes, formatSeconds } from "../../src/figures.ts";

test.each([
  [0, "0 B"],
  [999, "999 B"],
  [1000, "1.00 kB"],
  [9_994, "9.99 kB"],
  [9_999, "10.0 kB"],
  [99_940, "99.9 kB"],
  [99_960, "100 kB"],
  [18_040_000, "18.0 MB"],
  [188_000_000, "188 MB"],
  [999_499_999, "999 MB"],
  [999_600_000, "1.00 GB"],
  [1_214_000_000, "1.21 GB"],
])("%i bytes are written as %s", (bytes, text) => {
  expect(formatBytes(bytes)).toBe(text);
});

test.each([
  [0.04, "0.0 s"],
  [52.14, "52.1 s"],
  [99.94, "99.9 s"],
  [99.96, "100 s"],
  [104.4, "104 s"],
])("%f seconds are written as %s", (seconds, text) => {
  expect(formatSeconds(seconds)).toBe(text);
});
