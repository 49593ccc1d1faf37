import { expect, test } from "vitest";
import { buildLine } from "../../../../src/guide/walk/build-lines.ts";

test.each([
  ["#7 [3/9] RUN apt-get update", "  [3/9] RUN apt-get update"],
  ["#7 [installer 2/4] COPY a b", "  [installer 2/4] COPY a b"],
  ["#7 CACHED", "  CACHED"],
  ["#7 ERROR: process did not complete", "  ERROR: process did not complete"],
  ["#1 [internal] load build definition from Dockerfile", null],
  ["#7 0.512 Get:1 http://mirror.example trixie InRelease", null],
  ["#7 DONE 3.1s", null],
])("%s", (line, shown) => {
  expect(buildLine(line)).toBe(shown);
});
