import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import type { ImageReading } from "../../../src/image/image-reading.ts";
import { readImage } from "../../../src/image/read-image.ts";
import { cases } from "../../corpus/all.ts";
import { bytesOf, type Case, type Truth } from "../../corpus/case.ts";
import { inOrder, toldBy } from "../../corpus/told.ts";
import { FIND, inChunks } from "../../support/archives/read.ts";
import { expectSaid, expectSound } from "../../support/archives/sound-reading.ts";
import { zstdStored } from "../../support/archives/zstd.ts";

const WHOLE = 1 << 30;
const SMALL = 8000;

/** A reading, or the sentence that is said in its place. */
function read({ ask = {} }: Case, bytes: Buffer, size = WHOLE): Promise<ImageReading | string> {
  return readImage(inChunks(bytes, size), { ...ask, find: FIND }).catch(expectSaid);
}

function expectTrue(told: ImageReading | string, truth: Truth): void {
  const said = typeof told === "string" ? { refused: told } : toldBy(told);
  if ("refused" in truth) expect(said).toEqual({ refused: expect.stringContaining(truth.refused) });
  else {
    const skipped = truth.skipped.map((one) => ({ ...one, why: expect.stringContaining(one.why) }));
    expect(said).toEqual({ ...inOrder({ ...truth, skipped }) });
  }
}

describe.each(cases)("$name", (one) => {
  const bytes = bytesOf(one);

  test("is read as it is", async () => {
    const told = await read(one, bytes);
    expectTrue(told, one.truth);
    if (typeof told !== "string") expectSound(told);
  });

  test("whatever the size of its chunks", async () => {
    const whole = await read(one, bytes);
    for (const size of [bytes.length < SMALL ? 1 : 7, 511, 513, 65_536]) {
      const told = await read(one, bytes, size);
      if (typeof told === "string") expectTrue(told, one.truth);
      else expect(told).toEqual(whole);
    }
  });
});

const images = cases.filter(({ truth }) => !("refused" in truth));

test.each(images)("$name: packed as a whole", async (one) => {
  const bytes = bytesOf(one);
  for (const packed of [gzipSync(bytes), zstdStored(bytes)]) {
    expect(await read(one, packed)).toEqual(await read(one, bytes));
  }
});

test("every case has a name of its own", () => {
  expect(new Set(cases.map(({ name }) => name)).size).toBe(cases.length);
});
