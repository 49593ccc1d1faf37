import { packingOf, unpacking } from "./decompress.ts";
import type { Wanted } from "./final-files.ts";
import type { Finder } from "./finder.ts";
import type { HashThread } from "./hash-thread.ts";
import type { LayerContents } from "./layer-contents.ts";
import { cleanPath } from "./layer-path.ts";
import { layerReader } from "./layer-reader.ts";
import type { Form } from "./needle-forms.ts";
import { NESTED_ROOM_BYTES, type Room } from "./nest.ts";
import { collected, guarded, type Sink, sniffed } from "./sink.ts";
import { looksLikeTar } from "./tar-header.ts";
import { tarReader } from "./tar-reader.ts";

/** One entry of the outer archive, read as what its first bytes say it is. */
export type Blob =
  | { kind: "layer"; layer: LayerContents }
  /** Not a layer: a document, perhaps. `bytes` is null when there are too many to keep. */
  | { kind: "document"; bytes: Buffer | null; forms: Set<Form> }
  | { kind: "damaged"; thrown: unknown };

/** All that an archive holds, by name. Which of it belongs to an image is decided later. */
export interface Archive {
  blobs: Map<string, Blob>;
  /** Links of the outer archive: docker before 25 and skopeo list a layer under several names. */
  links: Map<string, string>;
}

export interface ArchiveOptions {
  finder: Finder;
  verify: boolean;
  duplicates: boolean;
  hashes: HashThread;
  contentsOf: (path: string) => Wanted;
}

/** An archive that is being read, and the sinks that fill it. */
export interface ArchiveReader {
  archive: Archive;
  /** For the whole archive. */
  sink: Sink;
  /** For one file of its folder. */
  fileSink(name: string): Sink;
}

export const MAX_DOCUMENT_BYTES = 8 << 20;
const MAX_KEPT_BYTES = 64 << 20;

/**
 * What an archive holds, and the sinks that fill it: one for the whole archive, plain or packed, which throws on a
 * damaged outer tar, or one for each file of a folder.
 */
export function archiveReader(options: ArchiveOptions): ArchiveReader {
  const archive: Archive = { blobs: new Map(), links: new Map() };
  const rooms = { documents: { left: MAX_KEPT_BYTES }, nested: { left: NESTED_ROOM_BYTES } };
  const fileSink = (name: string): Sink => {
    const path = cleanPath(name);
    return blobSink((blob) => archive.blobs.set(path, blob), options, rooms);
  };
  const tar = tarReader(({ name, kind, linkName }) => {
    const path = cleanPath(name);
    if (kind === "link") archive.links.set(path, cleanPath(linkName));
    if (kind === "symlink") archive.links.set(path, cleanPath(`${path}/../${linkName}`));
    return kind === "file" ? fileSink(name) : undefined;
  });
  return { archive, sink: unpacked(() => tar), fileSink };
}

/** The blob of that name, through links; undefined when the archive does not hold it. */
export function blobOf(archive: Archive, name: string): Blob | undefined {
  let path = cleanPath(name);
  for (let steps = 0; steps < 8; steps++) {
    const blob = archive.blobs.get(path);
    if (blob) return blob;
    path = archive.links.get(path) ?? linkedFolder(archive, path);
  }
  return undefined;
}

function linkedFolder(archive: Archive, path: string): string {
  const slash = path.lastIndexOf("/");
  const target = archive.links.get(path.slice(0, Math.max(0, slash)));
  return target === undefined ? path : cleanPath(`${target}/${path.slice(slash + 1)}`);
}

function unpacked(open: (head: Buffer) => Sink): Sink {
  return sniffed((head) => {
    const packing = packingOf(head);
    return packing === "none" ? open(head) : unpacking(packing, sniffed(open));
  });
}

interface Rooms {
  documents: Room;
  nested: Room;
}

function blobSink(done: (blob: Blob) => void, options: ArchiveOptions, rooms: Rooms): Sink {
  // A layer's record is set at its end only: a layer that failed half-way stays damaged.
  let blob: Blob | null = null;
  const open = (head: Buffer): Sink => {
    if (!looksLikeTar(head))
      return documentSink(options.finder, rooms.documents, (document) => done(document));
    const { sink, contents } = layerReader({ ...options, room: rooms.nested });
    const end = (): Promise<void> | undefined => {
      const wait = sink.end();
      blob = { kind: "layer", layer: contents };
      done(blob);
      return wait;
    };
    return { write: (chunk) => sink.write(chunk), end };
  };
  return guarded(unpacked(open), (thrown) => done({ kind: "damaged", thrown }));
}

function documentSink(finder: Finder, room: Room, done: (blob: Blob) => void): Sink {
  const forms = new Set<Form>();
  const search = finder.stream((form) => forms.add(form));
  const keep = collected(Math.min(MAX_DOCUMENT_BYTES, room.left), (bytes, total) => {
    room.left -= bytes.length;
    const whole = bytes.length === total;
    done({ kind: "document", bytes: whole ? bytes : null, forms });
  });
  return {
    write(chunk) {
      search.write(chunk);
      return keep.write(chunk);
    },
    end() {
      search.end();
      return keep.end();
    },
  };
}
