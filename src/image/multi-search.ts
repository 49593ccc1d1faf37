import type { Form } from "./needle-forms.ts";
import { type ShortTable, shortSearch, shortTableOf, standsAt } from "./short-search.ts";

// From this length on, leaping over bytes beats looking at each pair.
const LONG = 12;

/** A place where a form stands. */
export interface Hit {
  form: Form;
  start: number;
  end: number;
}

/** What is known of many forms before the search. */
export interface Table {
  /** How far the window may jump for its last two bytes; 0: look closer. */
  shifts: Uint8Array;
  window: number;
  /** The forms whose window ends with these two bytes. */
  buckets: Map<number, Form[]>;
  longest: number;
  hasShapes: boolean;
  /** Instead of all these, when one form is short. */
  short: ShortTable | null;
}

/** A table for these forms. */
export function tableOf(forms: readonly Form[]): Table {
  const window = Math.min(255, ...forms.map(({ bytes }) => bytes.length));
  const shifts = new Uint8Array(65536).fill(Math.max(1, window - 1));
  const buckets = new Map<number, Form[]>();
  for (const form of forms) {
    for (let end = 1; end < window; end++) {
      const pair = ((form.bytes[end - 1] ?? 0) << 8) | (form.bytes[end] ?? 0);
      shifts[pair] = Math.min(shifts[pair] ?? 0, window - 1 - end);
      if (end === window - 1) buckets.set(pair, [...(buckets.get(pair) ?? []), form]);
    }
  }
  const longest = Math.max(0, ...forms.map(({ bytes }) => bytes.length));
  return {
    shifts,
    window,
    buckets,
    longest,
    hasShapes: forms.some(({ shape }) => shape),
    short: window < LONG ? shortTableOf(forms) : null,
  };
}

/** Tells every place of every form. */
export function scan(
  table: Table,
  bytes: Buffer,
  onHit: (form: Form, start: number, end: number) => void,
): void {
  if (table.short) shortSearch(table.short, bytes, onHit);
  else longSearch(table, bytes, onHit);
}

/**
 * By Wu and Manber's algorithm: the cost falls with the length of the shortest form and hardly grows with their number. https://webglimpse.net/pubs/TR94-17.pdf
 */
function longSearch(
  { shifts, window, buckets }: Table,
  bytes: Buffer,
  onHit: (form: Form, start: number, end: number) => void,
): void {
  const length = bytes.length;
  let at = window - 1;
  while (at < length) {
    const pair = ((bytes[at - 1] as number) << 8) | (bytes[at] as number);
    const shift = shifts[pair] as number;
    at += shift;
    if (shift !== 0) continue;
    const start = at - window + 1;
    for (const form of buckets.get(pair) ?? []) {
      if (standsAt(form.bytes, bytes, start)) onHit(form, start, start + form.bytes.length);
    }
    at++;
  }
}
