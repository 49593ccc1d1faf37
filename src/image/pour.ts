import { Readable } from "node:stream";
import { messageOf, UserError } from "../errors.ts";
import type { Sink } from "./sink.ts";

/** A folder with the files of an OCI layout. Names are paths in it: `index.json`, `blobs/sha256/…`. */
export interface LayoutFolder {
  list(): Promise<readonly string[]>;
  open(name: string): AsyncIterable<Uint8Array> | Readable;
  /** The diff id of a layer, where whoever gives the folder vouches for it; null, too, for what is no layer. */
  diffIdOf?(name: string): string | null;
}

/**
 * Gives all bytes of a source to a sink. Throws a UserError for an empty or a damaged one, what the source throws, and
 * what the signal holds when that is aborted; a stream is destroyed then.
 */
export async function pour(
  source: AsyncIterable<Uint8Array> | Readable,
  sink: Sink,
  signal?: AbortSignal,
): Promise<void> {
  if ((await pourAny(source, sink, signal)) === 0)
    throw new UserError("The archive is empty.", { fix: SAVE });
}

/** Gives one file of a folder to a sink. Throws as `pour`, but a file may be empty. */
export async function pourFile(
  source: AsyncIterable<Uint8Array> | Readable,
  sink: Sink,
  signal?: AbortSignal,
): Promise<void> {
  await pourAny(source, sink, signal);
}

async function pourAny(
  source: AsyncIterable<Uint8Array> | Readable,
  sink: Sink,
  signal?: AbortSignal,
): Promise<number> {
  const stop = (): void => {
    if (source instanceof Readable) source.destroy();
  };
  signal?.throwIfAborted();
  signal?.addEventListener("abort", stop, { once: true });
  try {
    return await give(source, sink, signal);
  } catch (thrown) {
    signal?.throwIfAborted();
    throw thrown;
  } finally {
    signal?.removeEventListener("abort", stop);
  }
}

async function give(source: AsyncIterable<Uint8Array>, sink: Sink, signal?: AbortSignal): Promise<number> {
  let total = 0;
  for await (const chunk of source) {
    signal?.throwIfAborted();
    total += chunk.length;
    await damageSaid(() => sink.write(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length)), total);
  }
  await damageSaid(() => sink.end(), total);
  return total;
}

const SAVE = "Save the image again: docker save IMAGE -o FILE";

async function damageSaid(step: () => Promise<void> | undefined, total: number): Promise<void> {
  try {
    const wait = step();
    if (wait) await wait;
  } catch (cause) {
    const where = `after ${total} bytes: ${messageOf(cause)}`;
    throw new UserError(`The archive is damaged, cut short or no image archive at all, ${where}`, {
      fix: SAVE,
      cause,
    });
  }
}
