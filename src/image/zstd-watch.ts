/** Looks at a zstd stream before the decoder in JavaScript gets it. */
export interface ZstdWatch {
  /** Takes packed bytes. Throws when their decoding would take too much memory. */
  take(chunk: Buffer): void;
  /** Hears how many bytes a block unpacked to. Throws when the decoding takes too much time. */
  gave(bytes: number): void;
}

// The decoder moves its whole window for each block, of up to 128 kB: an honest stream stays far below these.
const FREE_MOVES = 2 ** 29;
const MOVES_FOR_A_BYTE = 1024;

/**
 * A watch over windows of more than `largestWindow` bytes, and over many small blocks in large windows. What is damaged
 * is left to the decoder. https://github.com/facebook/zstd/blob/dev/doc/zstd_compression_format.md#zstandard-frames
 */
export function zstdWatch(largestWindow: number): ZstdWatch {
  let header = Buffer.alloc(0);
  let skip = 0;
  let frame: Frame | null = null;
  /** The window of each block that was taken and not yet unpacked. */
  let windows: number[] = [];
  let next = 0;
  let moved = 0;
  let given = 0;
  const readHeader = (): number => {
    if (frame) {
      const block = blockAt(header, frame);
      windows.push(frame.window);
      frame = block.next;
      return block.length;
    }
    const { length, window, checkSum } = frameAt(header);
    if (window > largestWindow) throw new Error("The zstd stream needs too large a window.");
    if (window > 0) frame = { window, checkSum };
    return length;
  };
  return {
    take(chunk) {
      for (let at = 0; at < chunk.length; ) {
        const size = skip > 0 ? Math.min(skip, chunk.length - at) : 1;
        if (skip > 0) skip -= size;
        else header = Buffer.concat([header, chunk.subarray(at, at + 1)]);
        at += size;
        if (header.length === 0 || header.length < headerBytes(header, frame !== null)) continue;
        skip = readHeader();
        header = Buffer.alloc(0);
      }
    },
    gave(bytes) {
      given += bytes;
      moved += windows[next++] ?? 0;
      if (next === windows.length) windows = [];
      if (windows.length === 0) next = 0;
      if (moved > FREE_MOVES + MOVES_FOR_A_BYTE * given)
        throw new Error("The zstd stream has too many blocks.");
    },
  };
}

interface Frame {
  window: number;
  checkSum: boolean;
}

/** How many bytes the header has that begins so. */
function headerBytes(header: Buffer, inFrame: boolean): number {
  if (inFrame) return 3;
  if (header.length < 5) return 5;
  if (isSkippable(header)) return 8;
  const flags = header[4] ?? 0;
  return 5 + (isSingle(flags) ? 0 : 1) + ([0, 1, 2, 4][flags & 3] ?? 0) + contentBytes(flags);
}

function isSkippable(header: Buffer): boolean {
  return header.readUInt32LE() >>> 4 === 0x184d2a5;
}

function isSingle(flags: number): boolean {
  return (flags & 0x20) !== 0;
}

function contentBytes(flags: number): number {
  const code = flags >>> 6;
  return code === 0 ? (isSingle(flags) ? 1 : 0) : 1 << code;
}

function frameAt(header: Buffer): Frame & { length: number } {
  if (isSkippable(header)) return { length: header.readUInt32LE(4), window: 0, checkSum: false };
  const flags = header[4] ?? 0;
  const checkSum = (flags & 4) !== 0;
  if (!isSingle(flags)) {
    const base = 2 ** (10 + ((header[5] ?? 0) >>> 3));
    return { length: 0, window: base + (base / 8) * ((header[5] ?? 0) & 7), checkSum };
  }
  const size = contentBytes(flags);
  const at = header.length - size;
  const content = size === 8 ? Number(header.readBigUInt64LE(at)) : header.readUIntLE(at, size);
  return { length: 0, window: Math.max(1, content + (size === 2 ? 256 : 0)), checkSum };
}

/** How many bytes follow a block's header, with the check sum behind the last one. */
function blockAt(header: Buffer, frame: Frame): { length: number; next: Frame | null } {
  const word = header.readUIntLE(0, 3);
  const isLast = (word & 1) === 1;
  const isRepeated = ((word >>> 1) & 3) === 1;
  const body = isRepeated ? 1 : word >>> 3;
  return { length: body + (isLast && frame.checkSum ? 4 : 0), next: isLast ? null : frame };
}
