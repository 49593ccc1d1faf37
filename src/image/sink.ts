/**
 * Takes bytes in order. A chunk is its giver's again as soon as it was taken: who keeps bytes copies them. A promise
 * means: wait for it before giving many more. Throws or rejects on damaged bytes.
 */
export interface Sink {
  write(chunk: Buffer): Promise<void> | undefined;
  end(): Promise<void> | undefined;
}

/** One promise for both, or undefined when there is nothing to wait for. */
export function both(
  first: Promise<void> | undefined,
  second: Promise<void> | undefined,
): Promise<void> | undefined {
  if (!first || !second) return first ?? second;
  return Promise.all([first, second]).then(() => undefined);
}

/** A sink that gives all to both; either may be absent. */
export function joined(first: Sink | undefined, second: Sink | undefined): Sink | undefined {
  if (!first || !second) return first ?? second;
  return {
    write: (chunk) => both(first.write(chunk), second.write(chunk)),
    end: () => both(first.end(), second.end()),
  };
}

/** A sink that is chosen by the first 512 bytes, or by all bytes when there are fewer. */
export function sniffed(open: (head: Buffer) => Sink): Sink {
  let head: Buffer = Buffer.alloc(0);
  let sink: Sink | undefined;
  return {
    write(chunk) {
      if (sink) return sink.write(chunk);
      if (head.length + chunk.length < 512) {
        head = Buffer.concat([head, chunk]);
        return undefined;
      }
      const bytes = head.length > 0 ? Buffer.concat([head, chunk]) : chunk;
      sink = open(bytes);
      return sink.write(bytes);
    },
    end() {
      if (sink) return sink.end();
      sink = open(head);
      return both(head.length > 0 ? sink.write(head) : undefined, sink.end());
    },
  };
}

/** Gives all to `sink` until it fails; then tells `onFailure` once and swallows the rest. */
export function guarded(sink: Sink, onFailure: (thrown: unknown) => void): Sink {
  let failed = false;
  const fail = (thrown: unknown): undefined => {
    if (!failed) onFailure(thrown);
    failed = true;
  };
  const attempt = (step: () => Promise<void> | undefined): Promise<void> | undefined => {
    if (failed) return undefined;
    try {
      return step()?.catch(fail);
    } catch (thrown) {
      return fail(thrown);
    }
  };
  return { write: (chunk) => attempt(() => sink.write(chunk)), end: () => attempt(() => sink.end()) };
}

/** Collects at most `limit` bytes and gives them to `done` with the number of all bytes. */
export function collected(limit: number, done: (bytes: Buffer, total: number) => void): Sink {
  const parts: Buffer[] = [];
  let total = 0;
  return {
    write(chunk) {
      // Copied: a kept slice would keep its whole chunk in memory.
      if (total < limit) parts.push(Buffer.from(chunk.subarray(0, limit - total)));
      total += chunk.length;
      return undefined;
    },
    end() {
      done(Buffer.concat(parts), total);
      return undefined;
    },
  };
}
