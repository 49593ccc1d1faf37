import { type Expected, expectation, RIGHT, wrong } from "./expected.ts";
import { kind } from "./kind.ts";
import { COMPARE, MEASURED_HOW, naiveBytesOf } from "./naive-bytes.ts";
import { readNumber } from "./read-number.ts";
import { isWithin, readPercent } from "./read-percent.ts";

/** How many points of a hundred an answer may be off. */
const TOLERANCE = 2;

/** How much of the naive image is gone. */
export const percentSaved = kind("percent-saved", {
  says: "By how many percent this image is smaller than the naive one.",
  comparesWithNaive: true,
  options: {},
  expected: (_, source) => {
    const left = (source.reading.image.bytes / naiveBytesOf(source)) * 100;
    return savedAnswer(Math.max(0, 100 - left));
  },
});

function savedAnswer(right: number): Expected {
  const accepts = `percent, or how many times: 50 %, or 2 times; within ${TOLERANCE} points`;
  return expectation({ shown: `${right.toFixed(1)} %`, accepts, look: COMPARE }, (text) => {
    const percent = percentIn(text);
    if (percent === null)
      return wrong(`${MEASURED_HOW} Give percent, or how many times smaller it is.`, COMPARE);
    if (isWithin(percent, right, TOLERANCE)) return RIGHT;
    if (isWithin(percent, 100 - right, TOLERANCE))
      return wrong("That is how much is left. How much is gone?", COMPARE);
    return wrong(`${MEASURED_HOW} That is not what lies between your two images.`, COMPARE);
  });
}

const TIMES = /^([\d.,]+) ?(?:x|×|times)(?: smaller)?$/i;

/** `80 %`, and `5 times` that means the same. */
function percentIn(text: string): number | null {
  const times = readNumber(TIMES.exec(text)?.[1] ?? "");
  if (times !== null) return times >= 1 ? 100 - 100 / times : null;
  return readPercent(text.replace(/^(?:about|around|~|by) ?/i, "").replace(/ (?:smaller|less)$/i, ""));
}
