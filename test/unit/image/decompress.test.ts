import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { packingOf, unpacking } from "../../../src/image/decompress.ts";
import { collected } from "../../../src/image/sink.ts";
import { inChunks } from "../../support/archives/read.ts";
import { zstdStored } from "../../support/archives/zstd.ts";

const lines = Buffer.from(
  Array.from({ length: 9000 }, (_, i) => `line ${i} of ${(i * 7919) % 1000}\n`).join(""),
);
const zst = readFileSync(new URL("../../fixtures/lines.txt.zst", import.meta.url));

async function unpack(packed: Buffer, size = 1000): Promise<Buffer> {
  let result = Buffer.alloc(0);
  const packing = packingOf(packed);
  if (packing === "none") throw new Error("not packed");
  const sink = unpacking(
    packing,
    collected(1 << 24, (bytes) => (result = Buffer.from(bytes))),
  );
  for await (const chunk of inChunks(packed, size)) await sink.write(chunk);
  await sink.end();
  return result;
}

describe("unpacking", () => {
  test.each([
    ["zstd, as the tool writes it", zst],
    ["zstd, in several frames", zstdStored(lines)],
    ["gzip", gzipSync(lines)],
    [
      "gzip in several members",
      Buffer.concat([gzipSync(lines.subarray(0, 999)), gzipSync(lines.subarray(999))]),
    ],
  ])("%s", async (_, packed) => {
    expect((await unpack(packed)).equals(lines)).toBe(true);
    expect((await unpack(packed, 1)).equals(lines)).toBe(true);
  });

  test.each([
    ["zstd", zst],
    ["gzip", gzipSync(lines)],
  ])("cut %s is an error", async (_, packed) => {
    await expect(unpack(packed.subarray(0, packed.length - 20))).rejects.toThrow();
    await expect(unpack(packed.subarray(0, packed.length / 2))).rejects.toThrow();
  });

  test("damaged bytes are an error", async () => {
    for (const packed of [Buffer.from(zst), gzipSync(lines)]) {
      packed.fill(0x55, 200, 300);
      await expect(unpack(packed)).rejects.toThrow();
    }
  });
});
