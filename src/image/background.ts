import type { Sink } from "./sink.ts";

/** Work that goes on in other threads while the reading goes on. */
export interface Background {
  /** The same sink, whose giver waits only when too much is under way. It must not reject. */
  around(sink: Sink): Sink;
  /** The same sink, which knows itself when it has too much: only its end goes on in the background. */
  endOf(sink: Sink): Sink;
  /** What to wait for until all is done. */
  done(): Promise<void> | undefined;
}

// Bytes given and not yet worked off: each 64 KB of them may hold a decoder open.
const MOST_WAITING = 4 << 20;
const PRICE_OF_END = 64 << 10;

/** A background with nothing in it. */
export function background(): Background {
  const running = new Set<Promise<void>>();
  let bytes = 0;
  const run = (work: Promise<void> | undefined, price: number): Promise<void> | undefined => {
    if (!work) return undefined;
    bytes += price;
    const done: Promise<void> = work.then(() => {
      bytes -= price;
      running.delete(done);
    });
    running.add(done);
    return bytes > MOST_WAITING ? done : undefined;
  };
  return {
    around: (sink) => ({
      write: (chunk) => run(sink.write(chunk), chunk.length),
      end: () => run(sink.end(), PRICE_OF_END),
    }),
    endOf: (sink) => ({
      write: (chunk) => sink.write(chunk),
      end: () => run(sink.end(), PRICE_OF_END),
    }),
    done: () => (running.size > 0 ? Promise.all(running).then(() => undefined) : undefined),
  };
}
