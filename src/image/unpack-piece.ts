import { gunzipSync, inflateRawSync } from "node:zlib";
import { type Packing, unpacking } from "./decompress.ts";
import { both, type Sink } from "./sink.ts";

const SMALL_BYTES = 64 << 10;
// A file of some bytes may ask for any window: gigabytes would go to it before its first byte is unpacked.
const PIECE = { chunkSize: 64 << 10, largestWindow: 32 << 20 };
const MAX_STROKE_BYTES = 4 << 20;

/**
 * As `unpacking`, for what lies inside a layer. There are thousands of small pieces (manual pages, members of a
 * wheel), and a stream for each costs more than its bytes: those are unpacked at one stroke. `onVain` hears of the bytes
 * that were unpacked for nothing, because there are too many for one stroke.
 */
export function unpackingPiece(packing: Packing, next: Sink, onVain: (bytes: number) => void): Sink {
  if (packing === "zstd") return unpacking(packing, next, PIECE);
  const parts: Buffer[] = [];
  let total = 0;
  let stream: Sink | undefined;
  const spill = (): Promise<void> | undefined => {
    stream = unpacking(packing, next, PIECE);
    return stream.write(Buffer.concat(parts.splice(0)));
  };
  return {
    write(chunk) {
      if (stream) return stream.write(chunk);
      parts.push(Buffer.from(chunk));
      total += chunk.length;
      return total > SMALL_BYTES ? spill() : undefined;
    },
    end() {
      if (stream) return stream.end();
      const bytes = Buffer.concat(parts);
      const unpacked = atOneStroke(packing, bytes, onVain);
      if (unpacked) return both(next.write(unpacked), next.end());
      const streamed = unpacking(packing, next, PIECE);
      return both(streamed.write(bytes), streamed.end());
    },
  };
}

/** A gzip ends with its unpacked size. Null for bytes that are damaged or unpack to too many: as a stream, what can be read of them is. */
function atOneStroke(
  packing: "gzip" | "deflate",
  bytes: Buffer,
  onVain: (bytes: number) => void,
): Buffer | null {
  const likely =
    packing === "gzip" && bytes.length >= 4 ? bytes.readUInt32LE(bytes.length - 4) : 4 * bytes.length;
  const chunkSize = Math.min(Math.max(likely + 1, 64), MAX_STROKE_BYTES);
  const options = { maxOutputLength: MAX_STROKE_BYTES, chunkSize };
  try {
    return packing === "gzip" ? gunzipSync(bytes, options) : inflateRawSync(bytes, options);
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === "ERR_BUFFER_TOO_LARGE") onVain(MAX_STROKE_BYTES);
    return null;
  }
}
