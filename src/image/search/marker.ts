import { MARKS_WASM } from "./marks-wasm.ts";

/** Memory for bytes, and a pass over them that marks every place of many windows of four bytes. */
export interface Marker {
  /** Where the bytes to search are put. */
  bytes: Buffer;
  /** Tells every place in the first `length` bytes where a window stands, in their order; some may reach behind. */
  mark(length: number, onMark: OnMark): void;
}

type OnMark = (window: number, at: number) => void;

/** What wasm/marks.ts exports. */
interface Exports {
  mark(from: number, to: number, shift: number): number;
  next: { value: number };
  MASKS: { value: number };
  MARKS: { value: number };
  MOST: { value: number };
  TABLE: { value: number };
  HASH: { value: number };
}

interface Memory {
  buffer: ArrayBuffer;
}

// The types of Node.js do not have it.
declare const WebAssembly: {
  Module: new (bytes: Uint8Array) => object;
  Instance: new (module: object, imports: { env: { memory: Memory } }) => { exports: object };
  Memory: new (size: { initial: number }) => Memory;
};

const PAGE = 65536;
// The pass reads so far behind.
const SLACK = 16;

let compiled: object | undefined;

/** A marker for these windows, little-endian numbers each of which is there once, with room for so many bytes. */
export function markerOf(windows: readonly number[], masks: Uint8Array, room: number): Marker {
  const bits = Math.ceil(Math.log2(8 * windows.length + 8));
  // One look-up goes over at most all windows, so none goes over the end.
  const slots = 2 ** bits + windows.length + 1;
  // What comes before the table fits in one page. Memory that grew would take the old buffer away, and once a program
  // has lost a buffer V8 checks for that at each look at a byte, anywhere: such loops took 1.7 times as long.
  const memory = new WebAssembly.Memory({ initial: 1 + Math.ceil((8 * slots + room + SLACK) / PAGE) });
  compiled ??= new WebAssembly.Module(Buffer.from(MARKS_WASM, "base64"));
  const exports = new WebAssembly.Instance(compiled, { env: { memory } }).exports as Exports;
  const table = new Uint32Array(memory.buffer, exports.TABLE.value, 2 * slots);
  fill(table, windows, (window) => Math.imul(window, exports.HASH.value) >>> (32 - bits));
  new Uint8Array(memory.buffer, exports.MASKS.value).set(masks);
  const from = exports.TABLE.value + table.byteLength;
  const marks = new Uint32Array(memory.buffer, exports.MARKS.value, 2 * exports.MOST.value);
  const mark = (length: number, onMark: OnMark): void => {
    for (let at = from; at < from + length; at = exports.next.value) {
      const count = exports.mark(at, from + length, 32 - bits);
      for (let i = 0; i < count; i++) {
        onMark((marks[2 * i] as number) - 1, (marks[2 * i + 1] as number) - from);
      }
    }
  };
  return { bytes: Buffer.from(memory.buffer, from, room), mark };
}

/** Fills a hash table with open addressing. A slot is two words: number of the window from 1 on, and the window. */
function fill(table: Uint32Array, windows: readonly number[], slotOf: (window: number) => number): void {
  for (const [index, window] of windows.entries()) {
    let slot = 2 * slotOf(window);
    while (table[slot] !== 0) slot += 2;
    table.set([index + 1, window], slot);
  }
}
