import { describe, expect, test } from "vitest";
import { file } from "../../../support/archives/entries.ts";
import { TAG } from "../../../support/subject.ts";
import { judged, verdictOf } from "../judged.ts";

const BASE = [[file("base")]];
const some = (count: number) => Array.from({ length: count }, (_, at) => [file(`${at}`)]);

describe("the learner's own layers", () => {
  test("are counted without the base's", async () => {
    const pieces = { base: BASE, layers: some(2) };
    expect(await verdictOf("layers", { "at-most": 2 }, pieces)).toBe("met: 2 layers of yours");
    expect(await judged("layers", { "at-most": 1 }, pieces)).toMatchObject({
      verdict: "not-yet",
      expected: "at most 1 layer of yours",
      actual: "2 layers of yours",
      evidence: [{ where: "RootFS.Layers", text: "3 layers in all, with the base's" }],
      next: { command: `docker history ${TAG}` },
    });
  });

  test("count when they hold nothing, too", async () => {
    expect(await verdictOf("layers", { "at-most": 1 }, { base: BASE, layers: [[], []] })).toMatch(/^not-yet/);
  });

  test("could not be counted where the base's are not known, but for few", async () => {
    const pieces = { base: BASE, layers: some(2), baseIsKnown: false };
    expect(await verdictOf("layers", { "at-most": 2 }, pieces)).toMatch(/^could-not-check/);
    expect(await verdictOf("layers", { "at-most": 3 }, pieces)).toMatch(/^met/);
  });
});

test("all layers are counted with the base's, known or not", async () => {
  for (const baseIsKnown of [true, false]) {
    const pieces = { base: BASE, layers: some(1), baseIsKnown };
    expect(await verdictOf("layers", { "at-most": 2, of: "all" }, pieces)).toBe("met: 2 layers");
    expect(await verdictOf("layers", { "at-most": 1, of: "all" }, pieces)).toBe("not-yet: 2 layers");
  }
});
