import type { Form } from "./needle-forms.ts";

/** Called for each place found: `start` and `end` are offsets in all bytes given so far. */
type OnHit = (form: Form, start: number, end: number) => void;

/** Finds many forms in one pass. */
export interface Finder {
  /** Searches a text. */
  inText(text: string): Form[];
  /** The text with every form found replaced by its mask. */
  redact(text: string): string;
  /** A search that goes on across the borders of chunks. A place at a border may be told twice. */
  stream(onHit: OnHit): (chunk: Buffer) => void;
}

interface Table {
  /** How far the window may jump for its last two bytes; 0: look closer. */
  shifts: Uint8Array;
  window: number;
  /** The forms whose window ends with these two bytes. */
  buckets: Map<number, Form[]>;
  longest: number;
}

/**
 * A finder for these forms, by Wu and Manber's algorithm: the cost falls with the length of the shortest form and
 * hardly grows with their number. https://webglimpse.net/pubs/TR94-17.pdf
 */
export function finderOf(forms: readonly Form[]): Finder {
  const table = tableOf(forms);
  const inText = (text: string): { form: Form; start: number; end: number }[] => {
    const hits: { form: Form; start: number; end: number }[] = [];
    scan(table, Buffer.from(text), 0, (form, start, end) => hits.push({ form, start, end }));
    return hits;
  };
  return {
    inText: (text) => (forms.length === 0 ? [] : [...new Set(inText(text).map(({ form }) => form))]),
    redact: (text) => (forms.length === 0 ? text : redacted(text, inText(text))),
    stream: (onHit) => (forms.length === 0 ? () => {} : streamSearch(table, onHit)),
  };
}

function tableOf(forms: readonly Form[]): Table {
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
  return { shifts, window, buckets, longest: Math.max(0, ...forms.map(({ bytes }) => bytes.length)) };
}

function scan({ shifts, window, buckets }: Table, bytes: Buffer, offset: number, onHit: OnHit): void {
  const length = bytes.length;
  let at = window - 1;
  while (at < length) {
    const pair = ((bytes[at - 1] as number) << 8) | (bytes[at] as number);
    const shift = shifts[pair] as number;
    at += shift;
    if (shift !== 0) continue;
    const start = at - window + 1;
    for (const form of buckets.get(pair) ?? []) {
      const end = start + form.bytes.length;
      if (end <= length && form.bytes.compare(bytes, start, end) === 0)
        onHit(form, offset + start, offset + end);
    }
    at++;
  }
}

function streamSearch(table: Table, onHit: OnHit): (chunk: Buffer) => void {
  const overlap = table.longest - 1;
  let tail = Buffer.alloc(0);
  let offset = 0;
  return (chunk) => {
    const seam = Buffer.concat([tail, chunk.subarray(0, overlap)]);
    scan(table, seam, offset - tail.length, onHit);
    if (chunk.length > 0) scan(table, chunk, offset, onHit);
    offset += chunk.length;
    const last = chunk.length >= overlap ? chunk : Buffer.concat([tail, chunk]);
    tail = Buffer.from(last.subarray(Math.max(0, last.length - overlap)));
  };
}

function redacted(text: string, hits: { form: Form; start: number; end: number }[]): string {
  if (hits.length === 0) return text;
  const bytes = Buffer.from(text);
  const parts: Buffer[] = [];
  let done = 0;
  for (const { form, start, end } of hits.sort((a, b) => a.start - b.start)) {
    if (start >= done) parts.push(bytes.subarray(done, start), Buffer.from(form.masked));
    done = Math.max(done, end);
  }
  return Buffer.concat([...parts, bytes.subarray(done)]).toString("utf8");
}
