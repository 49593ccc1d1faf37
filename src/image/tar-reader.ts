import { both, collected, type Sink } from "./sink.ts";
import { type TarEntry, tarEntry } from "./tar-entry.ts";
import { type Extensions, noExtensions, readPax } from "./tar-extensions.ts";
import { decodeName, readTarHeader, type TarHeader, tarNumber } from "./tar-header.ts";

const MAX_EXTENSION_BYTES = 1 << 20;

interface State {
  onEntry: (entry: TarEntry) => Sink | undefined;
  /** Where the reader stands in the tar. */
  offset: number;
  /** The part of a header block that came so far. */
  block: Buffer;
  filled: number;
  /** Bytes of the body, and of the zeros behind it, that are still to come. */
  left: number;
  padding: number;
  body: Sink | undefined;
  extensions: Extensions;
  /** The header of a GNU sparse file whose map goes on in the next block. */
  sparse: TarHeader | null;
  /** Blocks of zeros in a row: two are the end. */
  zeros: number;
  waiting: Promise<void> | undefined;
}

/**
 * Reads a tar that is pushed in: `onEntry` is called for each entry, in order, and may give a sink for its body.
 * Knows PAX, GNU long names, base-256 numbers and sparse files. Bytes behind the end mark are ignored.
 * Throws on a damaged header, and at the end when the tar was cut short inside an entry.
 */
export function tarReader(onEntry: (entry: TarEntry) => Sink | undefined): Sink {
  const state: State = {
    onEntry,
    offset: 0,
    block: Buffer.alloc(512),
    filled: 0,
    left: 0,
    padding: 0,
    body: undefined,
    extensions: noExtensions(),
    sparse: null,
    zeros: 0,
    waiting: undefined,
  };
  return { write: (chunk) => write(state, chunk), end: () => end(state) };
}

function write(state: State, chunk: Buffer): Promise<void> | undefined {
  for (let at = 0; at < chunk.length && state.zeros < 2; ) {
    const room = chunk.length - at;
    const size = Math.min(room, state.left || state.padding || 512 - state.filled);
    state.offset += size;
    if (state.left > 0) takeBody(state, chunk.subarray(at, at + size));
    else if (state.padding > 0) state.padding -= size;
    else takeHeader(state, chunk.subarray(at, at + size));
    at += size;
  }
  const { waiting } = state;
  state.waiting = undefined;
  return waiting;
}

function end(state: State): undefined {
  if (state.zeros < 2 && (state.left > 0 || state.filled > 0 || state.sparse)) {
    throw new Error("The tar ends too early, inside an entry.");
  }
}

function takeBody(state: State, bytes: Buffer): void {
  state.left -= bytes.length;
  if (!state.body) return;
  state.waiting = both(state.waiting, state.body.write(bytes));
  if (state.left === 0) closeBody(state);
}

function closeBody(state: State): void {
  state.waiting = both(state.waiting, state.body?.end());
  state.body = undefined;
}

function openBody(state: State, size: number, sink: Sink | undefined): void {
  state.left = size;
  state.padding = (512 - (size % 512)) % 512;
  state.body = sink;
  if (size === 0) closeBody(state);
}

function takeHeader(state: State, bytes: Buffer): void {
  const whole = bytes.length === 512;
  if (!whole) bytes.copy(state.block, state.filled);
  state.filled = (state.filled + bytes.length) % 512;
  if (state.filled === 0) takeBlock(state, whole ? bytes : state.block);
}

function takeBlock(state: State, block: Buffer): void {
  if (state.sparse) {
    if (block[504] === 0) openEntry(state, state.sparse);
    return;
  }
  const header = readTarHeader(block);
  state.zeros = header ? 0 : state.zeros + 1;
  if (!header) return;
  if ("xgLK".includes(header.flag)) openExtension(state, header);
  else if (header.flag === "S") openSparse(state, header, block);
  else openEntry(state, header);
}

function openSparse(state: State, header: TarHeader, block: Buffer): void {
  const realSize = String(tarNumber(block, 483, 12));
  state.extensions.pax = new Map([...state.extensions.pax, ["GNU.sparse.realsize", realSize]]);
  if (block[482] === 0) openEntry(state, header);
  else state.sparse = header;
}

function openEntry(state: State, header: TarHeader): void {
  const entry = tarEntry(header, state.extensions, state.offset);
  state.extensions = noExtensions();
  state.sparse = null;
  openBody(state, entry.bodySize, state.onEntry(entry));
}

function openExtension(state: State, header: TarHeader): void {
  if (!(header.size >= 0 && header.size <= MAX_EXTENSION_BYTES)) {
    throw new Error("An extended header of the tar has an impossible size.");
  }
  const { extensions } = state;
  const take = (bytes: Buffer): void => {
    if (header.flag === "x") extensions.pax = readPax(bytes);
    else if (header.flag === "L") extensions.longName = untilZero(bytes);
    else if (header.flag === "K") extensions.longLink = untilZero(bytes);
    // Engines read global headers ("g") and ignore what they say.
  };
  openBody(state, header.size, collected(MAX_EXTENSION_BYTES, take));
}

function untilZero(bytes: Buffer): string {
  const zero = bytes.indexOf(0);
  return decodeName(zero < 0 ? bytes : bytes.subarray(0, zero));
}
