import { Worker } from "node:worker_threads";
import type { Sink } from "./sink.ts";

/** Hashes in a thread of its own: in the reader's it would cost more than all the reading. */
export interface HashThread {
  /** A sink whose bytes' sha256 is given to `done` before its end is done. */
  sink(done: (digest: Buffer) => void): Sink;
  /** Ends the thread. To be called once, also after a failure. */
  close(): Promise<void>;
}

// Buffers given and not yet hashed: a few chunks, so that neither thread waits for the other.
const MOST_WAITING = 8 << 20;
const BUFFER_BYTES = 256 << 10;

// As a text, because a file of its own would have another name before and after compiling.
const WORKER = `
  const { createHash } = require("node:crypto");
  const { parentPort } = require("node:worker_threads");
  const hashes = new Map();
  parentPort.on("message", ({ id, buffer, length }) => {
    const hash = hashes.get(id) ?? createHash("sha256");
    if (buffer) {
      hashes.set(id, hash.update(new Uint8Array(buffer, 0, length)));
      parentPort.postMessage({ id, buffer }, [buffer]);
    } else {
      hashes.delete(id);
      parentPort.postMessage({ id, digest: hash.digest() });
    }
  });
`;

type Answer = { id: number; buffer: ArrayBuffer } | { id: number; digest: Uint8Array };

/** A thread that is started at the first sink. */
export function hashThread(): HashThread {
  const waiting = new Map<number, { resolve(digest: Buffer): void; reject(thrown: unknown): void }>();
  const room = roomFor(MOST_WAITING);
  // Used again and again: what two threads throw away for each other is collected too late.
  const spare: ArrayBuffer[] = [];
  let worker: Worker | undefined;
  let last = 0;
  const start = (): Worker => {
    const started = new Worker(WORKER, { eval: true });
    started.on("message", (answer: Answer) => {
      if ("buffer" in answer) {
        spare.push(answer.buffer);
        room.free(BUFFER_BYTES);
      } else waiting.get(answer.id)?.resolve(Buffer.from(answer.digest));
    });
    started.on("error", (thrown) => {
      for (const { reject } of waiting.values()) reject(thrown);
    });
    return started;
  };
  return {
    sink(done) {
      worker ??= start();
      const [thread, id] = [worker, ++last];
      return {
        write(chunk) {
          let wait: Promise<void> | undefined;
          for (let at = 0; at < chunk.length; at += BUFFER_BYTES) {
            const part = chunk.subarray(at, at + BUFFER_BYTES);
            const buffer = spare.pop() ?? new ArrayBuffer(BUFFER_BYTES);
            new Uint8Array(buffer).set(part);
            thread.postMessage({ id, buffer, length: part.length }, [buffer]);
            wait = room.take(BUFFER_BYTES);
          }
          return wait;
        },
        async end() {
          const digest = new Promise<Buffer>((resolve, reject) => waiting.set(id, { resolve, reject }));
          thread.postMessage({ id });
          done(await digest);
          waiting.delete(id);
        },
      };
    },
    close: async () => {
      await worker?.terminate();
    },
  };
}

/** Counts bytes under way; who takes too many gets a promise that is kept when there is room again. */
function roomFor(most: number) {
  let used = 0;
  let full: { promise: Promise<void>; resolve(): void } | undefined;
  return {
    take(bytes: number): Promise<void> | undefined {
      used += bytes;
      if (used > most && !full) {
        let resolve = (): void => {};
        const promise = new Promise<void>((kept) => {
          resolve = kept;
        });
        full = { promise, resolve };
      }
      return full?.promise;
    },
    free(bytes: number): void {
      used -= bytes;
      if (used > most || !full) return;
      full.resolve();
      full = undefined;
    },
  };
}
