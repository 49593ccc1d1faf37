import type { Finder } from "./finder.ts";
import type { LayerContents, LayerEntry } from "./layer-contents.ts";
import type { Form } from "./needle-forms.ts";
import { guarded, type Sink } from "./sink.ts";

/** How many bytes may still be unpacked from archives inside layers. */
export interface Room {
  left: number;
}

/** One file of a layer that is an archive, and how much of it may be unpacked. */
export interface Nest {
  finder: Finder;
  rooms: readonly Room[];
  hit(form: Form, inside: string): void;
  /** Lists the file among those that were not searched whole, once for each reason. */
  skip(why: string): void;
}

/** All that the archives inside one image may unpack to. */
export const NESTED_ROOM_BYTES = 8 * 2 ** 30;

// One file may unpack to this many times its size: text packs to a tenth, a bomb to a thousandth.
const MOST_RATIO = 200;
const FREE_BYTES = 16 << 20;
const MOST_BYTES = 2 * 2 ** 30;

/** The nest of a file; `room` is what all files of the image share. */
export function nestOf(entry: LayerEntry, contents: LayerContents, finder: Finder, room: Room): Nest {
  const most = Math.min(MOST_BYTES, Math.max(FREE_BYTES, MOST_RATIO * entry.bytes));
  const told = new Set<string>();
  return {
    finder,
    rooms: [{ left: most }, room],
    hit: (form, inside) => contents.hits.push({ form, entry, inside }),
    skip(why) {
      if (!told.has(why)) contents.skipped.push({ path: entry.path, why });
      told.add(why);
    },
  };
}

/** True while more may be unpacked; when not, the file is listed as skipped. */
export function hasRoom(nest: Nest): boolean {
  const left = nest.rooms.every((room) => room.left >= 0);
  if (!left) nest.skip(BOMB);
  return left;
}

/** Counts bytes that were unpacked. */
export function charge({ rooms }: Nest, bytes: number): void {
  for (const room of rooms) room.left -= bytes;
}

/** Gives all to `next` until there is no more room: then it throws. */
export function limited(nest: Nest, next: Sink): Sink {
  return {
    write(chunk) {
      charge(nest, chunk.length);
      if (nest.rooms.some(({ left }) => left < 0)) throw new TooMuch();
      return next.write(chunk);
    },
    end: () => next.end(),
  };
}

/** Gives all to `sink`; when that fails, the file is listed as skipped and the rest is swallowed. */
export function asFarAsItGoes(nest: Nest, sink: Sink): Sink {
  return guarded(sink, (thrown) => nest.skip(thrown instanceof TooMuch ? BOMB : BROKEN));
}

class TooMuch extends Error {}

const BOMB = "It unpacks to far more than its size: the rest of it was not searched.";
const BROKEN = "It is an archive, or holds one, that is damaged: not all of it was searched.";
