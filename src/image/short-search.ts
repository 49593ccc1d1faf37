import type { Form } from "./needle-forms.ts";

/** What is known before the search of forms, some of which are short. */
export interface ShortTable {
  /** 1 for each pair of bytes that is the mark of a form. */
  marks: Uint8Array;
  /** The forms with that mark, and where in them it stands. */
  marked: Map<number, { form: Form; at: number }[]>;
}

/**
 * A table for forms of at least four bytes. Whatever its place, such a form covers a whole aligned pair of bytes: its
 * rarest at an even, and its rarest at an odd offset are its two marks.
 */
export function shortTableOf(forms: readonly Form[]): ShortTable {
  const table: ShortTable = { marks: new Uint8Array(65536), marked: new Map() };
  for (const form of forms) {
    for (const parity of [0, 1]) {
      const at = rarestPair(form.bytes, parity);
      const pair = pairOf(form.bytes, at);
      table.marks[pair] = 1;
      table.marked.set(pair, [...(table.marked.get(pair) ?? []), { form, at }]);
    }
  }
  return table;
}

/** Tells every place of every form. The next look never waits for the last, so the processor does several at once. */
export function shortSearch(
  { marks, marked }: ShortTable,
  bytes: Buffer,
  onHit: (form: Form, start: number, end: number) => void,
): void {
  const first = bytes.byteOffset & 1;
  const count = Math.max(0, (bytes.length - first) >>> 1);
  const pairs = new Uint16Array(bytes.buffer, bytes.byteOffset + first, count);
  const look = (index: number): void => {
    for (const { form, at } of marked.get(pairs[index] ?? 0) ?? []) {
      const start = first + 2 * index - at;
      if (standsAt(form.bytes, bytes, start)) onHit(form, start, start + form.bytes.length);
    }
  };
  let index = 0;
  for (; index + 4 <= count; index += 4) {
    const a = marks[pairs[index] as number] as number;
    const b = marks[pairs[index + 1] as number] as number;
    const c = marks[pairs[index + 2] as number] as number;
    const d = marks[pairs[index + 3] as number] as number;
    if ((a | b | c | d) === 0) continue;
    if (a) look(index);
    if (b) look(index + 1);
    if (c) look(index + 2);
    if (d) look(index + 3);
  }
  for (; index < count; index++) look(index);
}

/** Does the form stand at `start`? Outside of the bytes there is no match. */
export function standsAt(form: Buffer, bytes: Buffer, start: number): boolean {
  for (let i = 0; i < form.length; i++) if (bytes[start + i] !== form[i]) return false;
  return true;
}

const LITTLE_ENDIAN = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1;

function pairOf(bytes: Buffer, at: number): number {
  return LITTLE_ENDIAN ? bytes.readUInt16LE(at) : bytes.readUInt16BE(at);
}

function rarestPair(bytes: Buffer, parity: number): number {
  let best = parity;
  const frequency = (at: number): number => commonness(bytes[at] ?? 0) * commonness(bytes[at + 1] ?? 0);
  for (let at = parity; at + 2 <= bytes.length; at += 2) if (frequency(at) < frequency(best)) best = at;
  return best;
}

/** How often a byte stands in the files of images, roughly. */
function commonness(byte: number): number {
  if (byte === 0) return 30;
  if ((byte >= 97 && byte <= 122) || byte === 32) return 10;
  if (byte === 255 || (byte >= 48 && byte <= 57) || byte === 45 || byte === 47) return 6;
  return byte < 128 ? 3 : 2;
}
