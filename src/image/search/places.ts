import type { Form } from "../needle-forms.ts";
import { type Marker, markerOf } from "./marker.ts";
import { planOf, WINDOW } from "./windows.ts";

/** A form with a window, and where in the form that is. */
interface Anchor {
  form: Form;
  offset: number;
}

/** What is known of forms before the search. Its memory serves one pass at a time. */
export interface Table {
  marker: Marker;
  /** The anchors of each window, by its number. */
  anchors: Anchor[][];
  /** How many bytes are seen again with those that follow. */
  overlap: number;
}

/** The bytes of a stream that are there at one time. */
export interface Sight {
  bytes: Buffer;
  /** How many bytes of the stream came before. */
  offset: number;
}

/** A search that goes on across the borders of chunks. */
export interface Search {
  write(chunk: Buffer): void;
  end(): void;
}

interface Rules {
  /** How many bytes from the first of a form have to be there before its place is told, unless the stream ends. */
  reach: (form: Form) => number;
  /** Called once for each place: where in the sight the form begins. The sight is gone after that. */
  onPlace: (form: Form, start: number, sight: Sight) => void;
}

// Small enough to stay in the processor's cache between being copied and being searched.
const PIECE = 256 * 1024;

/** A table for forms of at least four bytes. A form's place can be told with `around` bytes of what is around its first. */
export function tableOf(forms: readonly Form[], around: number): Table {
  const { offsets, masks } = planOf(forms.map(({ bytes }) => bytes));
  const anchors = new Map<number, Anchor[]>();
  for (const [index, form] of forms.entries()) {
    const offset = offsets[index] ?? 0;
    const window = form.bytes.readUInt32LE(offset);
    anchors.set(window, [...(anchors.get(window) ?? []), { form, offset }]);
  }
  const overlap = forms.reduce((most, { bytes }) => Math.max(most, bytes.length), Math.max(around, WINDOW));
  const marker = markerOf([...anchors.keys()], masks, overlap + PIECE);
  return { marker, anchors: [...anchors.values()], overlap };
}

/** Tells every place of every form in bytes that come in chunks. */
export function searchOf({ marker, anchors, overlap }: Table, { reach, onPlace }: Rules): Search {
  const tail = Buffer.allocUnsafe(overlap);
  let known = 0;
  let before = 0;
  const pass = (piece: Buffer, ended: boolean): void => {
    tail.copy(marker.bytes, 0, 0, known);
    piece.copy(marker.bytes, known);
    const length = known + piece.length;
    const sight = { bytes: marker.bytes.subarray(0, length), offset: before };
    marker.mark(length, (window, at) => {
      for (const { form, offset } of anchors[window] ?? []) {
        const start = at - offset;
        const end = start + reach(form);
        const isDue = end > known && (ended || end <= length);
        if (isDue && standsAt(form.bytes, sight.bytes, start)) onPlace(form, start, sight);
      }
    });
    known = Math.min(length, overlap);
    sight.bytes.copy(tail, 0, length - known);
    before += length - known;
  };
  const size = marker.bytes.length - overlap;
  const write = (chunk: Buffer): void => {
    for (let at = 0; at < chunk.length; at += size) pass(chunk.subarray(at, at + size), false);
  };
  return { write, end: () => pass(Buffer.alloc(0), true) };
}

/** Does the form stand at `start`? Outside of the bytes there is no match. */
function standsAt(form: Buffer, bytes: Buffer, start: number): boolean {
  if (start < 0 || start + form.length > bytes.length) return false;
  for (let i = 0; i < form.length; i++) if (bytes[start + i] !== form[i]) return false;
  return true;
}
