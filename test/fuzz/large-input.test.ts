import { Readable } from "node:stream";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { describe, expect, test } from "vitest";
import { UserError } from "../../src/errors.ts";
import { readImage } from "../../src/image/read-image.ts";
import { file } from "../support/archives/entries.ts";
import { docker25 } from "../support/archives/layouts.ts";
import { FIND, readSpec } from "../support/archives/read.ts";
import { tarOf } from "../support/archives/tar.ts";
import { zipOf } from "../support/archives/zip.ts";
import { secondsUsed } from "../support/seconds-used.ts";

setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc") as () => void;

/** Bytes that stay in use when all that may go is gone. */
function inUse(): number {
  collect();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

/** An archive that ends with one entry of that size, whose body is made piece by piece. */
async function* archiveWith(path: string, size: number, body: Iterable<Buffer>): AsyncGenerator<Buffer> {
  yield tarOf(docker25({ layers: [] }), { end: false });
  yield tarOf([{ path, size }], { end: false });
  yield* body;
  yield Buffer.alloc((512 - (size % 512)) % 512);
  yield Buffer.alloc(1024);
}

/** The same piece again and again. */
function* repeated(piece: Buffer, size: number): Generator<Buffer> {
  for (let left = size; left > 0; left -= piece.length) yield piece.subarray(0, Math.min(left, piece.length));
}

/** That many headers of empty files, each with a name of its own. */
function* emptyFiles(count: number): Generator<Buffer> {
  const header = tarOf([file("folder/0000000")], { end: false });
  const sum = Number.parseInt(header.toString("latin1", 148, 154), 8);
  const pieces = Buffer.concat(Array<Buffer>(256).fill(header));
  for (let at = 0; at < count; at += 256) {
    const piece = Buffer.from(pieces.subarray(0, 512 * Math.min(256, count - at)));
    for (let i = 0; i * 512 < piece.length; i++) {
      const digits = `${at + i}`.padStart(7, "0");
      const more = [...digits].reduce((total, digit) => total + Number(digit), 0);
      piece.write(digits, i * 512 + 7, "latin1");
      piece.write((sum + more).toString(8).padStart(6, "0"), i * 512 + 148, "latin1");
    }
    yield piece;
  }
}

describe("a million empty files", () => {
  /** A layer that the configuration names by its number of entries only, read with what it costs. */
  async function cost(count: number): Promise<{ seconds: number; bytes: number; files: number }> {
    const config = JSON.stringify({ rootfs: { diff_ids: ["layer"] } });
    const list = JSON.stringify([{ Config: "config", Layers: ["layer"] }]);
    async function* archive(): AsyncGenerator<Buffer> {
      yield tarOf([file("config", config), file("manifest.json", list)], { end: false });
      yield tarOf([{ path: "layer", size: count * 512 }], { end: false });
      yield* emptyFiles(count);
      yield Buffer.alloc(1024);
    }
    const before = inUse();
    const started = secondsUsed();
    const reading = await readImage(archive());
    const seconds = secondsUsed() - started;
    return { seconds, bytes: inUse() - before, files: reading.image.files };
  }

  test("cost time in step with their number, and leave nothing behind", async () => {
    await cost(1000);
    const some = await cost(100_000);
    const many = await cost(1_000_000);
    expect([some.files, many.files]).toEqual([100_000, 1_000_000]);
    // Ten times as many: a cost that grows with the square would be a hundred times as much.
    expect(many.seconds).toBeLessThan(40 * Math.max(some.seconds, 0.1));
    expect(many.bytes).toBeLessThan(20 << 20);
  }, 120_000);
});

describe("a document of two gigabytes", () => {
  const SIZE = 2 * 2 ** 30;
  const piece = Buffer.alloc(4 << 20, '{"a": 1}, ');

  test("that is no part of the image is passed by, without being kept", async () => {
    const before = inUse();
    const { image } = await readImage(archiveWith("other.json", SIZE, repeated(piece, SIZE)));
    expect(image.layers).toBe(0);
    expect(inUse() - before).toBeLessThan(32 << 20);
  }, 120_000);

  test("that is the list itself is too large, and that is said", async () => {
    const reading = readImage(archiveWith("manifest.json", SIZE, repeated(piece, SIZE)));
    await expect(reading).rejects.toThrow(
      "The archive's manifest.json cannot be read: it is larger than 8 MB.",
    );
  }, 120_000);

  test("that only claims to be so large is cut short", async () => {
    const reading = readImage(archiveWith("manifest.json", SIZE, [piece]));
    await expect(reading).rejects.toThrow(/damaged, cut short or no image archive/);
  });
});

describe("bombs", () => {
  const six = (body: Buffer): Buffer =>
    zipOf(Array.from({ length: 6 }, (_, i) => ({ name: `${i}.zip`, body })));
  const zeros = zipOf(Array.from({ length: 6 }, (_, i) => ({ name: `${i}`, body: Buffer.alloc(8 << 20) })));

  test("a zip of zips, five deep, ends soon, takes no memory, and is said", async () => {
    const layers = [[file("bomb.zip", six(six(six(six(zeros))))), file("behind", "x")]];
    const before = inUse();
    const started = secondsUsed();
    const { skipped } = await readSpec({ layers }, { find: FIND });
    expect(skipped).toMatchObject([
      { path: "bomb.zip", why: expect.stringContaining("far more than its size") },
    ]);
    expect(secondsUsed() - started).toBeLessThan(10);
    expect(inUse() - before).toBeLessThan(20 << 20);
  }, 60_000);
});

describe("a source that fails midway", () => {
  const bytes = tarOf(docker25({ layers: [[file("a", 5000)]] }));

  test.each([0, 100, 2000, 4000, bytes.length])("after %i bytes: its own error comes through", async (at) => {
    const failure = new Error("the engine went away");
    const source = Readable.from(
      (async function* () {
        if (at > 0) yield bytes.subarray(0, at);
        throw failure;
      })(),
    );
    const thrown = await readImage(source).catch((error: unknown) => error);
    expect(thrown).toBe(failure);
    expect(thrown).not.toBeInstanceOf(UserError);
  });
});
