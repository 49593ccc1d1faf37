import type { FoundPackage, LayerContents, LayerEntry } from "./layer-contents.ts";
import type { Form } from "./needle-forms.ts";

/** What a layer holds as plain data. Entries are named by their place; values that were looked for are not in it. */
export interface LayerRecord {
  entries: [string, LayerEntry["kind"], number, string, number, string][];
  hits: { form: [string, Form["encoding"], string]; entry: number; inside: string | null }[];
  packages: (Omit<FoundPackage, "entry"> & { entry: number })[];
  kept: [number, string][];
  hashes: [number, string][];
  skipped: LayerContents["skipped"];
}

/** The contents as a record. */
export function recordOf(contents: LayerContents): LayerRecord {
  const places = new Map<LayerEntry | null, number>(contents.entries.map((entry, index) => [entry, index]));
  const placeOf = (entry: LayerEntry | null): number => places.get(entry) ?? -1;
  return {
    entries: contents.entries.map(({ path, kind, bytes, link, mtime, meta }) => [
      path,
      kind,
      bytes,
      link,
      mtime,
      meta,
    ]),
    hits: contents.hits.map(({ form: { rule, encoding, masked }, entry, inside }) => ({
      form: [rule, encoding, masked],
      entry: placeOf(entry),
      inside,
    })),
    packages: contents.packages.map((found) => ({ ...found, entry: placeOf(found.entry) })),
    kept: [...contents.kept].map(([entry, bytes]) => [placeOf(entry), bytes.toString("base64")]),
    hashes: [...contents.hashes].map(([entry, hash]) => [placeOf(entry), hash]),
    skipped: contents.skipped,
  };
}

/** The contents that a record was made of. */
export function contentsOf(record: LayerRecord): LayerContents {
  const entries = record.entries.map(([path, kind, bytes, link, mtime, meta]) => ({
    path,
    kind,
    bytes,
    link,
    mtime,
    meta,
  }));
  const entryAt = (place: number): LayerEntry => entries[place] as LayerEntry;
  return {
    entries,
    hits: record.hits.map(({ form: [rule, encoding, masked], entry, inside }) => ({
      form: { rule, encoding, masked, bytes: Buffer.alloc(0), shape: null },
      entry: entries[entry] ?? null,
      inside,
    })),
    packages: record.packages.map((found) => ({ ...found, entry: entryAt(found.entry) })),
    kept: new Map(record.kept.map(([place, bytes]) => [entryAt(place), Buffer.from(bytes, "base64")])),
    hashes: new Map(record.hashes.map(([place, hash]) => [entryAt(place), hash])),
    skipped: record.skipped,
    sha256: null,
  };
}
