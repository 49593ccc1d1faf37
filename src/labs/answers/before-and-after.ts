import { formatBytes } from "../../figures.ts";
import { type AnswerVerdict, expectation, RIGHT, wrong } from "./expected.ts";
import { kind } from "./kind.ts";
import { COMPARE, MEASURED_HOW, naiveBytesOf } from "./naive-bytes.ts";
import { isNear } from "./read-number.ts";
import { readSize } from "./read-size.ts";
import { TOLERANCE } from "./size-answer.ts";

type Pair = readonly [before: number, after: number];

/** The naive image's size, and this one's. */
export const beforeAndAfter = kind("before-and-after", {
  says: "How large the naive image is, and how large this one is.",
  comparesWithNaive: true,
  options: { tolerance: TOLERANCE },
  expected: ({ tolerance }, source) => {
    const right: Pair = [naiveBytesOf(source), source.reading.image.bytes];
    const [before, after] = right.map(formatBytes);
    const accepts = `two sizes, as in 900 MB to 300 MB; within ${tolerance} %`;
    return expectation({ shown: `${before} to ${after}`, accepts, look: COMPARE }, (text) => {
      const given = sizesIn(text);
      return given === null
        ? wrong(`${MEASURED_HOW} Give two sizes with their units: before, and after.`, COMPARE)
        : judgePair(given, right, tolerance);
    });
  },
});

const SIZE = /\d[\d.,]* ?(?:[kmgt]i?b?|[kmgt][a-z]{2,3}bytes?|b|bytes?)\b/gi;

/** Two sizes in a sentence; null where there are not just two. */
function sizesIn(text: string): Pair | null {
  const [before, after, ...more] = [...text.matchAll(SIZE)].map(([size]) => readSize(size)?.bytes);
  return before === undefined || after === undefined || more.length > 0 ? null : [before, after];
}

function judgePair(given: Pair, right: Pair, tolerance: number): AnswerVerdict {
  const [isBefore, isAfter] = [
    isClose(given[0], right[0], tolerance),
    isClose(given[1], right[1], tolerance),
  ];
  if (isBefore && isAfter) return RIGHT;
  if (isClose(given[0], right[1], tolerance) && isClose(given[1], right[0], tolerance))
    return wrong("That is the other way round: the naive image comes first.", COMPARE);
  return wrong(`${MEASURED_HOW} ${whatIsWrong(given, right, isBefore, isAfter)}`, COMPARE);
}

function isClose(given: number, right: number, tolerance: number): boolean {
  return isNear(given, right, tolerance) || formatBytes(given) === formatBytes(right);
}

/** What a well-known article has. No image of a learner's comes to just these. */
const ARTICLE: readonly Pair[] = [
  [875e6, 121e6],
  [139e6, 121e6],
  [731e6, 538e6],
  [732e6, 538e6],
];

function whatIsWrong(given: Pair, right: Pair, isBefore: boolean, isAfter: boolean): string {
  if (ARTICLE.some(([before, after]) => before === given[0] && after === given[1]))
    return "Those are an article's figures. You have two images of your own.";
  if (isBefore) return "The size before is right, the one after is not this image's.";
  if (isAfter) return "The size after is right, the one before is not your naive image's.";
  if (given.every((bytes, at) => looksCompressed(bytes, right[at] ?? 0)))
    return "Is that what a registry shows? That is compressed; add up the layers.";
  return "Neither of the two is the size of your image.";
}

/** Archives of images come to so much of them. */
function looksCompressed(given: number, right: number): boolean {
  return given > right * 0.2 && given < right * 0.6;
}
