import type { ImageReading, Needle } from "../../../src/image/image-reading.ts";
import { type ReadImageOptions, readImage } from "../../../src/image/read-image.ts";
import { docker25, type ImageSpec } from "./layouts.ts";
import { type Entry, tarOf } from "./tar.ts";

/** The value that leak tests plant. */
export const CANARY = "canary-7f3a9c51e0d84b62";

export const FIND: Needle[] = [{ rule: "find", value: Buffer.from(CANARY) }];

/** The bytes in pieces of that size, in one buffer that is written over: a reader that keeps a piece is found out. */
export async function* inChunks(bytes: Buffer, size = 65536): AsyncGenerator<Buffer> {
  const chunk = Buffer.alloc(Math.min(size, bytes.length));
  for (let at = 0; at < bytes.length; at += size) {
    const copied = bytes.copy(chunk, 0, at, at + size);
    yield chunk.subarray(0, copied);
    chunk.fill(0xee);
  }
}

/** Reads the archive of these entries. */
export function readEntries(
  entries: readonly Entry[],
  options: ReadImageOptions = {},
): Promise<ImageReading> {
  return readImage(inChunks(tarOf(entries)), options);
}

/** Reads an image in the layout of docker 25. */
export function readSpec(spec: ImageSpec, options: ReadImageOptions = {}): Promise<ImageReading> {
  return readEntries(docker25(spec), options);
}
