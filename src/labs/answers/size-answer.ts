import { z } from "zod";
import { formatBytes } from "../../figures.ts";
import {
  type AnswerSource,
  type AnswerVerdict,
  type Expected,
  expectation,
  type Look,
  RIGHT,
  wrong,
} from "./expected.ts";
import { otherSize } from "./known-sizes.ts";
import { isNear } from "./read-number.ts";
import { readSize, type TypedSize } from "./read-size.ts";

/** The option `tolerance` of a size. */
export const TOLERANCE = z
  .number()
  .min(0)
  .max(50)
  .default(5)
  .describe("How many percent an answer may be off. The learner is told.");

interface RightSize {
  right: number;
  tolerance: number;
  look: Look;
}

/** Below that many bytes somebody who typed no unit meant another one. */
const FORGOT_UNIT = 100_000;

/** A size, typed in any unit. What our screens show is always right, however small the tolerance. */
export function sizeAnswer(size: RightSize, source: AnswerSource): Expected {
  const { right, tolerance, look } = size;
  const shown = formatBytes(right);
  const accepts = `a size in bytes, kB, MB or GB; within ${tolerance} %`;
  return expectation({ shown, accepts, look }, (text) => {
    const typed = readSize(text);
    if (typed === null) return wrong("Write a number and its unit, as in 812 bytes, 25 MB or 1.5 GB.", look);
    if (isNear(typed.bytes, right, tolerance) || formatBytes(typed.bytes) === shown) return RIGHT;
    return wrongSize(typed, size, source);
  });
}

function wrongSize(typed: TypedSize, { right, look }: RightSize, source: AnswerSource): AnswerVerdict {
  if (typed.asBinary !== null && isNear(typed.asBinary, right, 1)) {
    return wrong("1 MB is 1,000,000 bytes; what you read was in MiB or GiB. Write it so.", look);
  }
  if (!typed.hasUnit && typed.bytes < FORGOT_UNIT) {
    return wrong("Without a unit that is a number of bytes. Add kB, MB or GB.", look);
  }
  return wrong(otherSize(typed.bytes, right, source) ?? "That is not the size.", look);
}
