import { background } from "./background.ts";
import { hashingSink } from "./duplicates.ts";
import { keptFileSink, type Wanted } from "./final-files.ts";
import type { Finder } from "./finder.ts";
import type { HashThread } from "./hash-thread.ts";
import type { LayerContents, LayerEntry } from "./layer-contents.ts";
import { placeOf } from "./layer-path.ts";
import type { Form } from "./needle-forms.ts";
import type { Room } from "./nest.ts";
import { nestedSink } from "./nested-archives.ts";
import { packageFileSink } from "./package-files.ts";
import { both, joined, type Sink } from "./sink.ts";
import type { TarEntry } from "./tar-entry.ts";
import { tarReader } from "./tar-reader.ts";

const MOST_METAS = 1000;

interface LayerOptions {
  finder: Finder;
  verify: boolean;
  duplicates: boolean;
  hashes: HashThread;
  /** What the archives inside layers may still unpack to. */
  room: Room;
  /** Which files' bytes are wanted. */
  contentsOf: (path: string) => Wanted;
}

/**
 * A sink for one unpacked layer, and the record that it fills. Every byte is searched, headers and padding too, so a
 * value is found in a file's name as in its body. `verify` hashes all bytes.
 */
export function layerReader(options: LayerOptions): { sink: Sink; contents: LayerContents } {
  const { finder, verify, duplicates, hashes, room } = options;
  const contents = emptyContents();
  const ends: number[] = [];
  const metas = new Map<string, string>();
  const hits = hitCollector(ends);
  const search = finder.stream(hits.add);
  const beside = background();
  const hash = verify
    ? beside.endOf(hashes.sink((digest) => (contents.sha256 = digest.toString("hex"))))
    : null;
  const tar = tarReader((entry) => {
    const kept = keep(contents, entry, metas);
    ends.push(entry.end);
    if (entry.split)
      for (const form of finder.inText(entry.name)) contents.hits.push({ form, entry: kept, inside: null });
    const read = packageFileSink(kept, contents) ?? keptFileSink(kept, contents, options.contentsOf);
    const hashed = duplicates ? hashingSink(kept, contents, hashes) : undefined;
    return joined(
      joined(read, hashed && beside.endOf(hashed)),
      nestedSink(kept, contents, { finder, room, beside }),
    );
  });
  const sink: Sink = {
    write(chunk) {
      const wait = both(hash?.write(chunk), tar.write(chunk));
      search.write(chunk);
      return wait;
    },
    end() {
      const wait = both(both(tar.end(), hash?.end()), beside.done());
      search.end();
      for (const { form, index } of hits.all())
        contents.hits.push({ form, entry: contents.entries[index] ?? null, inside: null });
      return wait;
    },
  };
  return { sink, contents };
}

function emptyContents(): LayerContents {
  return {
    entries: [],
    hits: [],
    packages: [],
    kept: new Map(),
    hashes: new Map(),
    skipped: [],
    sha256: null,
  };
}

function keep(contents: LayerContents, entry: TarEntry, metas: Map<string, string>): LayerEntry {
  const { path, kind, problem } = placeOf(entry);
  if (problem) contents.skipped.push({ path, why: problem });
  const link = linkOf(entry);
  // Most entries of a layer have one owner and one of two modes: one text for all of them.
  const meta = metas.get(entry.meta) ?? entry.meta;
  if (metas.size < MOST_METAS) metas.set(meta, meta);
  const kept: LayerEntry = { path, kind, bytes: entry.size, link, mtime: entry.mtime, meta };
  contents.entries.push(kept);
  return kept;
}

function linkOf({ kind, linkName }: TarEntry): string {
  if (kind === "link") return placeOf({ name: linkName, kind: "file" }).path;
  return kind === "symlink" ? linkName : "";
}

/** Remembers each form once for each entry: a span reaches from the end of the body before to the end of its own. */
function hitCollector(ends: number[]) {
  const seen = new Map<Form, Set<number>>();
  return {
    add(form: Form, start: number, end: number): void {
      const index = spanAt(ends, start);
      if (index !== spanAt(ends, end - 1)) return;
      const spans = seen.get(form) ?? new Set();
      seen.set(form, spans.add(index));
    },
    *all(): Generator<{ form: Form; index: number }> {
      for (const [form, spans] of seen) for (const index of spans) yield { form, index };
    },
  };
}

/** The number of entries that end at or before the offset. */
function spanAt(ends: number[], offset: number): number {
  let low = 0;
  let high = ends.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((ends[middle] ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  return low;
}
