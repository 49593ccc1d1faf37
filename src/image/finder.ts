import type { Form } from "./needle-forms.ts";
import { nearbyText } from "./search/nearby-text.ts";
import { type Search, type Sight, searchOf, type Table, tableOf } from "./search/places.ts";

/** Called for each place found: `start` and `end` are offsets in all bytes given so far. It must not search itself. */
type OnHit = (form: Form, start: number, end: number) => void;

/** Finds many forms in one pass. */
export interface Finder {
  /** False when there is nothing to look for. */
  seeks: boolean;
  /** Searches a text. */
  inText(text: string): Form[];
  /** The text with every form found replaced by its mask. */
  redact(text: string): string;
  /** A search in bytes that come in chunks. Where a shape is found, the place is that of its literal. */
  stream(onHit: OnHit): Search;
}

/** A form, and what can be told from bytes before a text is made for its shape. */
export interface SoughtForm extends Form {
  /** False where the shape cannot stand around the literal at `start`. */
  glance?: ((bytes: Buffer, start: number) => boolean) | undefined;
}

interface Hit {
  form: Form;
  start: number;
  end: number;
}

// How far around a literal a shape may look.
const BEHIND = 64;
const REACH = 448;
const NO_SEARCH: Search = { write: () => {}, end: () => {} };

/** A finder for these forms. Each costs next to nothing beside the others. */
export function finderOf(forms: readonly SoughtForm[]): Finder {
  let made: Table | undefined;
  const table = (): Table => {
    made ??= tableOf(forms, forms.some(({ shape }) => shape) ? BEHIND + REACH : 0);
    return made;
  };
  const hits = (text: string): Hit[] => (forms.length === 0 ? [] : hitsIn(table(), text));
  return {
    seeks: forms.length > 0,
    inText: (text) => [...new Set(hits(text).map(({ form }) => form))],
    redact: (text) => redacted(text, hits(text)),
    stream: (onHit) => (forms.length === 0 ? NO_SEARCH : streamSearch(table(), onHit)),
  };
}

/** What is found in a text, where a shape may look at all of it: by place, and the longest first. */
function hitsIn(table: Table, text: string): Hit[] {
  const hits: Hit[] = [];
  const bytes = Buffer.from(text);
  const letters = bytes.toString("latin1");
  const search = searchOf(table, {
    reach: ({ bytes }) => bytes.length,
    onPlace(form, at, { offset }) {
      const start = offset + at;
      const hit = form.shape ? form.shape(letters, start) : { form, start, end: start + form.bytes.length };
      if (hit) hits.push(hit);
    },
  });
  search.write(bytes);
  return hits.sort((a, b) => a.start - b.start || b.end - a.end);
}

function streamSearch(table: Table, onHit: OnHit): Search {
  let last: Sight | undefined;
  let text = nearbyText(Buffer.alloc(0));
  /** What is found where a literal stands. */
  const around = ({ shape, glance }: SoughtForm, at: number, sight: Sight): Form | undefined => {
    if (glance && !glance(sight.bytes, at)) return undefined;
    if (sight !== last) text = nearbyText(sight.bytes);
    last = sight;
    const from = Math.max(0, at - BEHIND);
    return shape?.(text(from, Math.min(at + REACH, sight.bytes.length)), at - from)?.form;
  };
  return searchOf(table, {
    reach: ({ shape, bytes }) => (shape ? REACH : bytes.length),
    onPlace(form, at, sight) {
      const found = form.shape ? around(form, at, sight) : form;
      const start = sight.offset + at;
      if (found) onHit(found, start, start + form.bytes.length);
    },
  });
}

function redacted(text: string, hits: Hit[]): string {
  if (hits.length === 0) return text;
  const bytes = Buffer.from(text);
  const parts: Buffer[] = [];
  let done = 0;
  for (const { form, start, end } of hits) {
    if (start >= done) parts.push(bytes.subarray(done, start), Buffer.from(form.masked));
    done = Math.max(done, end);
  }
  return Buffer.concat([...parts, bytes.subarray(done)]).toString("utf8");
}
