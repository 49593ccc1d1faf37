import { describe, expect, test } from "vitest";
import type { ImageReading } from "../../../src/image/image-reading.ts";
import { exitCodeOf, parseFailOn } from "../../../src/inspect/fail-on.ts";
import { file, whiteout } from "../../support/archives/entries.ts";
import { CANARY, FIND, readSpec } from "../../support/archives/read.ts";

const judged = (text: string, reading: ImageReading) => parseFailOn(text).map(({ judge }) => judge(reading));
const outcomes = (text: string, reading: ImageReading) => judged(text, reading).map(({ outcome }) => outcome);

const wasteful = await readSpec({
  layers: [[file("a", "x".repeat(1000)), file("b", "y".repeat(3000))], [whiteout("b")]],
});
const tight = await readSpec({ layers: [[file("a", "x")]], config: { User: "1000" } });

describe("conditions", () => {
  test.each([
    ["waste=3000", "kept"],
    ["waste=2999", "broken"],
    ["waste=3kB", "kept"],
    ["waste=2.9KB", "broken"],
    ["waste=1,000B", "broken"],
    ["efficiency=0.25", "kept"],
    ["efficiency=0.26", "broken"],
    ["size=4000", "kept"],
    ["size=3999", "broken"],
    ["leak", "kept"],
    ["root", "broken"],
  ])("%s: %s", (text, outcome) => {
    expect(outcomes(text, wasteful)).toEqual([outcome]);
  });

  test("several at once, each judged", () => {
    expect(outcomes("waste=10MB, efficiency=0.9,leak,root", tight)).toEqual(["kept", "kept", "kept", "kept"]);
    expect(outcomes("waste=1,000,size=4,000,root", wasteful)).toEqual(["broken", "kept", "broken"]);
  });

  test("a leak breaks, a clean image keeps, and a part that was not searched is neither", async () => {
    const leaking = await readSpec({ layers: [[file("a", CANARY)]] }, { find: FIND });
    expect(outcomes("leak", leaking)).toEqual(["broken"]);
    const half = await readSpec(
      { layers: [[file("a.gz", Buffer.concat([GZIP_HEAD, Buffer.alloc(60)]))]] },
      { find: FIND },
    );
    expect(half.skipped).toHaveLength(1);
    expect(judged("leak", half)[0]).toMatchObject({ outcome: "could-not-check" });
  });

  test("what came with a known base breaks any-leak, not leak", async () => {
    const layers = [[file("a", CANARY)], [file("b", "x")]];
    const base = { name: "base", diffIds: [(await readSpec({ layers })).layers[0]?.diffId ?? ""] };
    const known = await readSpec({ layers }, { find: FIND, base });
    expect(outcomes("leak,any-leak", known)).toEqual(["kept", "broken"]);
    expect(outcomes("leak,any-leak", await readSpec({ layers }, { find: FIND }))).toEqual([
      "broken",
      "broken",
    ]);
  });

  test("a user that no passwd file knows can be root or not", async () => {
    const unknown = await readSpec({ layers: [[file("a", "x")]], config: { User: "cat" } });
    expect(outcomes("root", unknown)).toEqual(["could-not-check"]);
  });
});

const GZIP_HEAD = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3]);

test.each([
  "",
  "leaks",
  "waste",
  "waste=",
  "waste=ten",
  "efficiency=90",
  "efficiency=",
  "leak=1",
  "root,",
  "constructor",
])("%j is refused, with what may be written", (text) => {
  expect(() => parseFailOn(text)).toThrow(
    expect.objectContaining({ fix: expect.stringContaining("waste=10MB") }),
  );
});

test("broken beats could-not-check beats kept", () => {
  const exit = (...all: ("kept" | "broken" | "could-not-check")[]) =>
    exitCodeOf(all.map((outcome) => ({ outcome, says: "" })));
  expect(exit()).toBe(0);
  expect(exit("kept", "kept")).toBe(0);
  expect(exit("kept", "could-not-check")).toBe(2);
  expect(exit("could-not-check", "broken")).toBe(1);
});
