import type { Duplex } from "node:stream";
import zlib from "node:zlib";
import { Decompress } from "fzstd";
import { both, type Sink } from "./sink.ts";
import { type ZstdWatch, zstdWatch } from "./zstd-watch.ts";

const OUTPUT_BYTES = 256 * 1024;
// As in Node 22.
const LARGEST_WINDOW = 128 << 20;

/** `deflate` is the bare stream, as in a zip. */
export type Packing = "gzip" | "zstd" | "deflate";

/** How bytes are packed, by their first bytes, never by a name or a media type. */
export function packingOf(head: Buffer): "gzip" | "zstd" | "none" {
  if (head.length >= 2 && head.readUInt16BE() === 0x1f8b) return "gzip";
  if (head.length >= 4 && isZstd(head.readUInt32LE())) return "zstd";
  return "none";
}

/**
 * A sink for packed bytes that gives the unpacked ones to `next`, in chunks of at most `chunkSize`. Rejects on damaged
 * or cut bytes.
 */
export function unpacking(
  packing: Packing,
  next: Sink,
  { chunkSize = OUTPUT_BYTES, largestWindow = LARGEST_WINDOW } = {},
): Sink {
  if (packing === "gzip") return through(zlib.createGunzip({ chunkSize }), next);
  if (packing === "deflate") return through(zlib.createInflateRaw({ chunkSize }), next);
  const native = nativeZstd(chunkSize);
  return native ? through(native, next) : zstdInJavaScript(next, zstdWatch(largestWindow));
}

function isZstd(magic: number): boolean {
  // A frame, or a skippable frame as zstd:chunked begins with.
  return magic === 0xfd2fb528 || magic >>> 4 === 0x184d2a5;
}

function nativeZstd(chunkSize: number): Duplex | null {
  // Node 22.15 and newer: the types of Node 20 do not know it.
  const { createZstdDecompress } = zlib as { createZstdDecompress?: (options: object) => Duplex };
  return createZstdDecompress?.({ chunkSize }) ?? null;
}

function through(decoder: Duplex, next: Sink): Sink {
  let failure: { thrown: unknown } | null = null;
  const pump = async (): Promise<void> => {
    for await (const chunk of decoder as AsyncIterable<Buffer>) await next.write(chunk);
    await next.end();
  };
  const done = pump().catch((thrown: unknown) => {
    failure = { thrown };
    decoder.destroy();
  });
  const check = (): void => {
    if (failure) throw failure.thrown;
  };
  // One wait for all who give without waiting.
  let full: Promise<void> | undefined;
  const emptied = (): void => {
    full = undefined;
  };
  return {
    write(chunk) {
      check();
      if (decoder.write(Buffer.from(chunk))) return undefined;
      full ??= drained(decoder)?.then(emptied);
      return full;
    },
    end() {
      decoder.end();
      return done.then(check);
    },
  };
}

function drained(decoder: Duplex): Promise<void> | undefined {
  if (decoder.destroyed) return undefined;
  return new Promise((resolve) => {
    const settle = (): void => {
      decoder.off("drain", settle).off("close", settle);
      resolve();
    };
    decoder.on("drain", settle).on("close", settle);
  });
}

function zstdInJavaScript(next: Sink, watch: ZstdWatch): Sink {
  // One chunk may unpack to many pieces: what each of them waits for counts.
  let waiting: Promise<void> | undefined;
  const decoder = new Decompress((bytes) => {
    watch.gave(bytes.length);
    if (bytes.length === 0) return;
    waiting = both(waiting, next.write(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)));
  });
  const push = (bytes: Buffer, last: boolean): Promise<void> | undefined => {
    waiting = undefined;
    watch.take(bytes);
    decoder.push(bytes, last);
    return waiting;
  };
  return {
    write: (chunk) => push(Buffer.from(chunk), false),
    end: () => both(push(Buffer.alloc(0), true), next.end()),
  };
}
