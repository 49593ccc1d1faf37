import { type ArchiveKind, archiveKind } from "./archive-kind.ts";
import type { Background } from "./background.ts";
import type { Packing } from "./decompress.ts";
import type { Finder } from "./finder.ts";
import type { LayerContents, LayerEntry } from "./layer-contents.ts";
import type { Form } from "./needle-forms.ts";
import { asFarAsItGoes, charge, hasRoom, limited, type Nest, nestOf, type Room } from "./nest.ts";
import { type Sink, sniffed } from "./sink.ts";
import { tarReader } from "./tar-reader.ts";
import { unpackingPiece } from "./unpack-piece.ts";
import type { ZipMember } from "./zip-header.ts";
import { zipReader } from "./zip-reader.ts";

/** Where a reader stands in a nest: the path so far (empty at the file itself), and the last name of it. */
interface Place {
  inside: string;
  name: string;
  depth: number;
}

const DEEPEST = 8;
// No gzip with anything in it is smaller.
const SMALLEST_ARCHIVE = 20;
const IDLE: Sink = { write: () => undefined, end: () => undefined };

/**
 * A sink for the body of a layer's file that looks inside when its first bytes are those of an archive: gzip, zstd,
 * zip or tar, also one in the other. What is found goes to `contents.hits` with its path inside; what is damaged, or
 * unpacks to too much, to `contents.skipped`. Undefined when there is nothing to look for.
 */
export function nestedSink(
  entry: LayerEntry,
  contents: LayerContents,
  { finder, room, beside }: { finder: Finder; room: Room; beside: Background },
): Sink | undefined {
  if (entry.kind !== "file" || entry.bytes < SMALLEST_ARCHIVE || !finder.seeks) return undefined;
  const open = (head: Buffer): Sink => {
    const kind = archiveKind(head);
    if (!kind) return IDLE;
    const nest = nestOf(entry, contents, finder, room);
    return beside.around(opened(kind, nest, { inside: "", name: entry.path, depth: 0 }));
  };
  let sink: Sink | undefined;
  return {
    write(chunk) {
      sink ??= chunk.length < Math.min(512, entry.bytes) ? sniffed(open) : open(chunk);
      return sink.write(chunk);
    },
    end: () => sink?.end(),
  };
}

function opened(kind: ArchiveKind, nest: Nest, place: Place): Sink {
  if (!hasRoom(nest)) return IDLE;
  if (place.depth < DEEPEST) return asFarAsItGoes(nest, archiveSink(kind, nest, place));
  nest.skip(`Archives lie in it more than ${DEEPEST} deep: the deepest were not searched.`);
  return IDLE;
}

function archiveSink(kind: ArchiveKind, nest: Nest, place: Place): Sink {
  if (kind === "zip") return zipReader((member) => zipMemberSink(member, nest, place));
  if (kind === "tar") {
    return tarReader((entry) =>
      entry.kind === "file" ? memberSink(nest, within(place, entry.name)) : undefined,
    );
  }
  return piece(kind, nest, memberSink(nest, within(place, unpackedName(place.name))));
}

function piece(packing: Packing, nest: Nest, next: Sink): Sink {
  return unpackingPiece(packing, limited(nest, next), (bytes) => charge(nest, bytes));
}

function zipMemberSink({ name, encrypted, method }: ZipMember, nest: Nest, place: Place): Sink | undefined {
  if (!hasRoom(nest)) return undefined;
  if (encrypted || (method !== 0 && method !== 8)) {
    nest.skip(`It is a zip with members that are ${encrypted ? "encrypted" : "packed in a rare way"}.`);
    return undefined;
  }
  const member = memberSink(nest, within(place, name));
  // One member that is damaged does not end the reading of the others.
  return method === 0 ? member : asFarAsItGoes(nest, piece("deflate", nest, member));
}

/** Searches a member, and looks inside when it is an archive itself. */
function memberSink(nest: Nest, place: Place): Sink {
  const seen = new Set<Form>();
  const search = nest.finder.stream((form) => {
    if (!seen.has(form)) nest.hit(form, place.inside);
    seen.add(form);
  });
  const inner = sniffed((head) => {
    const kind = archiveKind(head);
    return kind ? opened(kind, nest, place) : IDLE;
  });
  return {
    write(chunk) {
      search.write(chunk);
      return inner.write(chunk);
    },
    end() {
      search.end();
      return inner.end();
    },
  };
}

function within({ inside, depth }: Place, name: string): Place {
  return { inside: inside === "" ? name : `${inside}!/${name}`, name, depth: depth + 1 };
}

/** `logs/a.gz` unpacks to `a`, `b.tgz` to `b.tar`. */
function unpackedName(name: string): string {
  const last = name.split("/").at(-1) ?? "";
  return last.replace(/\.t(gz|zst)$/i, ".tar").replace(/\.(gz|zst)$/i, "");
}
