import { describe, expect, test } from "vitest";
import { comparesWithNaive } from "../../../../src/labs/answers/answer-kinds.ts";
import { ask, judged, NAIVE } from "./naive-reading.ts";

const naiveBytes = 5_644_000_000;
const bytes = NAIVE.image.bytes;

test("what compares with the naive image says so, and cannot be asked without it", () => {
  expect(comparesWithNaive({ from: "before-and-after" })).toBe(true);
  expect(comparesWithNaive({ from: "percent-saved" })).toBe(true);
  expect(comparesWithNaive({ from: "image-bytes" })).toBe(false);
  expect(comparesWithNaive({})).toBe(false);
  expect(() => ask({ from: "before-and-after" })).toThrow("not known how large your naive image is");
  expect(() => ask({ from: "percent-saved" }, { naiveBytes: 0 })).toThrow("naive image");
});

describe("before and after", () => {
  const said = (given: string) => judged({ from: "before-and-after" }, given, { naiveBytes });
  const HOW = "From which image, measured how?";

  test.each([
    "5.64 GB to 1.41 GB",
    "from 5.6GB to 1400 MB",
    "5,64 GB -> 1,41 GB",
    "5.64 GB before and 1.41 GB after",
    "Before: 5,644 MB, after: 1,411 MB",
    "5.26 GiB, 1.31 GiB",
    `${naiveBytes} bytes, ${bytes} bytes`,
    "5.9 GB → 1.48 GB",
  ])("%s is right", (given) => {
    expect(said(given)).toBe("right");
  });

  test.each([
    ["significantly smaller", "Give two sizes with their units: before, and after."],
    ["1.41 GB", "Give two sizes with their units: before, and after."],
    ["5.64 to 1.41", "Give two sizes with their units: before, and after."],
    ["5.64 GB, 2 GB, 1.41 GB", "Give two sizes with their units: before, and after."],
    ["731 MB to 538 MB", "Those are an article's figures. You have two images of your own."],
    ["2.1 GB to 500 MB", "Is that what a registry shows? That is compressed; add up the layers."],
    ["5.64 GB to 1.5 GB", "The size before is right, the one after is not this image's."],
    ["1.21 GB to 1.41 GB", "The size after is right, the one before is not your naive image's."],
    ["9 GB to 3 GB", "Neither of the two is the size of your image."],
  ])("%s: from which image, measured how?", (given, says) => {
    expect(said(given)).toBe(`${HOW} ${says}`);
  });

  test("the other way round is told as such", () => {
    expect(said("1.41 GB to 5.64 GB")).toBe("That is the other way round: the naive image comes first.");
  });

  test("a wrong one is sent to both images", () => {
    expect(ask({ from: "before-and-after" }, { naiveBytes }).judge("1 GB")).toMatchObject({
      look: { command: "size-matters compare {{naive}} {{image}}" },
    });
  });
});

describe("how much is saved", () => {
  const said = (given: string) => judged({ from: "percent-saved" }, given, { naiveBytes });

  test.each([
    "75 %",
    "75",
    "0.75",
    "about 76 %",
    "by 74.2 percent",
    "75 % smaller",
    "4 times",
    "4x",
    "4,0 × smaller",
  ])("%s is right", (given) => {
    expect(said(given)).toBe("right");
  });

  test.each([
    ["much", "From which image, measured how? Give percent, or how many times smaller it is."],
    ["0.5 times", "From which image, measured how? Give percent, or how many times smaller it is."],
    ["25 %", "That is how much is left. How much is gone?"],
    ["26 %", "That is how much is left. How much is gone?"],
    ["90 %", "From which image, measured how? That is not what lies between your two images."],
    ["7x", "From which image, measured how? That is not what lies between your two images."],
  ])("%s: %s", (given, says) => {
    expect(said(given)).toBe(says);
  });

  test("an image that is larger than the naive one saves nothing", () => {
    expect(ask({ from: "percent-saved" }, { naiveBytes: 1_000_000_000 }).shown).toBe("0.0 %");
  });
});
