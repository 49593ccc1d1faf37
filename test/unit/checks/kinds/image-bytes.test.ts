import { describe, expect, test } from "vitest";
import { UserError } from "../../../../src/errors.ts";
import { file, hardLink, whiteout } from "../../../support/archives/entries.ts";
import { TAG } from "../../../support/subject.ts";
import { judged, verdictOf } from "../judged.ts";

const BASE = [[file("base", 3000)]];
const LAYERS = [[file("a", 500)], [file("b", 1500)]];
const most = (written: unknown) => ({ "at-most": written });

test("the limit itself is small enough, one byte more is not", async () => {
  expect(await verdictOf("image-bytes", most("5 kB"), { base: BASE, layers: LAYERS })).toBe("met: 5.00 kB");
  expect(await verdictOf("image-bytes", most("4999"), { base: BASE, layers: LAYERS })).toMatch(/^not-yet/);
});

test("what a later layer hides counts, a hard link does not", async () => {
  const layers = [
    [file("a", 1000), hardLink("b", "a")],
    [whiteout("a"), whiteout("b")],
  ];
  expect(await verdictOf("image-bytes", most("999"), { layers })).toBe("not-yet: 1.00 kB");
  expect(await verdictOf("image-bytes", most("1000"), { layers })).toBe("met: 1.00 kB");
});

test("the next step begins with the largest of the learner's own layers", async () => {
  const pieces = { base: BASE, layers: LAYERS, made: ["COPY a /", "RUN /bin/sh -c fetch b # buildkit"] };
  expect(await judged("image-bytes", most("1 kB"), pieces)).toMatchObject({
    verdict: "not-yet",
    expected: "at most 1.00 kB",
    evidence: [{ where: "layer 2", text: "the largest of your layers: 1.50 kB (RUN fetch b)" }],
    next: {
      text: 'Start where the most is: "RUN fetch b".',
      command: `size-matters inspect ${TAG} --layers`,
    },
  });
});

describe("the largest layer is not called the learner's", () => {
  test("where only the base has bytes", async () => {
    const { evidence } = await judged("image-bytes", most("1 kB"), { base: BASE, layers: [[]] });
    expect(evidence[0]).toMatchObject({
      where: "layer 0",
      text: expect.stringMatching(/^the largest layer: 3.00 kB/),
    });
  });

  test("where it is not known which layers are the base's", async () => {
    const { evidence } = await judged("image-bytes", most("1"), {
      base: BASE,
      layers: LAYERS,
      baseIsKnown: false,
    });
    expect(evidence[0]?.text).toMatch(/^the largest layer: 3.00 kB/);
  });
});

describe("a share", () => {
  const naive = (bytes: number) => ({
    layers: LAYERS,
    earlier: async () => ({ bytes, baseBytes: 1, whose: "the naive image of the ladder" }),
  });
  const share = most({ "share-of": "naive", percent: 20 });

  test("is one of the earlier image's bytes", async () => {
    expect(await verdictOf("image-bytes", share, naive(10_000))).toMatch(/^met/);
    expect(await judged("image-bytes", share, naive(9000))).toMatchObject({
      verdict: "not-yet",
      expected: "at most 20 % of the naive image of the ladder (9.00 kB): 1.80 kB",
    });
  });

  test("of nothing is no measure", async () => {
    await expect(judged("image-bytes", share, naive(0))).rejects.toThrow(UserError);
    await expect(judged("image-bytes", share, naive(Number.NaN))).rejects.toThrow(UserError);
  });
});
