import { type Hit, scan, type Table, tableOf } from "./multi-search.ts";
import type { Form } from "./needle-forms.ts";

/** Called for each place found: `start` and `end` are offsets in all bytes given so far. */
type OnHit = (form: Form, start: number, end: number) => void;

/** A search that goes on across the borders of chunks. */
interface Search {
  write(chunk: Buffer): void;
  end(): void;
}

/** Finds many forms in one pass. */
export interface Finder {
  /** False when there is nothing to look for. */
  seeks: boolean;
  /** Searches a text. */
  inText(text: string): Form[];
  /** The text with every form found replaced by its mask. */
  redact(text: string): string;
  /**
   * A search in bytes that come in chunks. A place at a border may be told twice. Where a shape is found, the place
   * is that of its literal.
   */
  stream(onHit: OnHit): Search;
}

// How far around a literal a shape may look.
const BEHIND = 64;
const REACH = 448;
const NO_SEARCH: Search = { write: () => {}, end: () => {} };

/** A finder for these forms. Each costs next to nothing beside the others. */
export function finderOf(forms: readonly Form[]): Finder {
  const table = tableOf(forms);
  return {
    seeks: forms.length > 0,
    inText: (text) => (forms.length === 0 ? [] : [...new Set(hitsIn(table, text).map(({ form }) => form))]),
    redact: (text) => (forms.length === 0 ? text : redacted(text, hitsIn(table, text))),
    stream: (onHit) => (forms.length === 0 ? NO_SEARCH : streamSearch(table, onHit)),
  };
}

function hitsIn(table: Table, text: string): Hit[] {
  const hits: Hit[] = [];
  const bytes = Buffer.from(text);
  const letters = bytes.toString("latin1");
  scan(table, bytes, (form, start, end) => {
    const found = form.shape ? form.shape(letters, start) : { form, start, end };
    if (found) hits.push(found);
  });
  return hits;
}

function streamSearch(table: Table, onHit: OnHit): Search {
  const overlap = Math.max(table.longest - 1, table.hasShapes ? BEHIND + REACH : 0);
  let tail = Buffer.alloc(0);
  let offset = 0;
  const search = (bytes: Buffer, at: number, ended: boolean): void => {
    // A shape too near the border is seen whole with the bytes from before or behind.
    const low = at === 0 ? 0 : BEHIND;
    const high = ended ? bytes.length : bytes.length - REACH;
    scan(table, bytes, (form, start, end) => {
      if (!form.shape) onHit(form, at + start, at + end);
      else if (start >= low && start <= high) {
        const from = Math.max(0, start - BEHIND);
        const found = form.shape(bytes.toString("latin1", from, start + REACH), start - from);
        if (found) onHit(found.form, at + start, at + end);
      }
    });
  };
  const write = (chunk: Buffer): void => {
    if (tail.length > 0) {
      search(Buffer.concat([tail, chunk.subarray(0, overlap)]), offset - tail.length, false);
    }
    search(chunk, offset, false);
    offset += chunk.length;
    const last = chunk.length >= overlap ? chunk : Buffer.concat([tail, chunk]);
    tail = Buffer.from(last.subarray(Math.max(0, last.length - overlap)));
  };
  return { write, end: () => (table.hasShapes ? search(tail, offset - tail.length, true) : undefined) };
}

function redacted(text: string, hits: Hit[]): string {
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
