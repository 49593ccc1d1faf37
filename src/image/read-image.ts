import { Readable } from "node:stream";
import { messageOf, UserError } from "../errors.ts";
import { type Archive, archiveReader, blobOf } from "./archive-reader.ts";
import { chooseImage } from "./choose-image.ts";
import { type Finder, finderOf } from "./finder.ts";
import { configSchema, documentBytes, incomplete, readDocument, unreadable } from "./image-documents.ts";
import type { ImageReading, Needle } from "./image-reading.ts";
import type { LayerContents } from "./layer-contents.ts";
import { formsOf } from "./needle-forms.ts";
import type { Sink } from "./sink.ts";
import { summarize } from "./summarize.ts";

export interface ReadImageOptions {
  /** Values to look for, each at least four bytes. */
  find?: readonly Needle[] | undefined;
  /** Which image, where the archive holds several: `x`, `x:1`. */
  tag?: string | undefined;
  /** Which platform, where the archive holds several: `linux/arm64`. */
  platform?: string | undefined;
  /** Hash every layer and compare with what the configuration says. Costs about 3 s for each gigabyte. */
  verify?: boolean | undefined;
  signal?: AbortSignal | undefined;
}

/**
 * Reads an image archive (`docker save`, OCI layout, skopeo, podman; packed or not) in one pass, keeping no layer in
 * memory. Throws a UserError when it is no archive, damaged, incomplete or ambiguous, and what the signal holds when
 * that is aborted; the stream is destroyed then. No value to look for is ever part of a result or a message.
 */
export async function readImage(
  archive: AsyncIterable<Uint8Array> | Readable,
  options: ReadImageOptions = {},
): Promise<ImageReading> {
  const finder = finderOf(formsOf(options.find ?? []));
  const reader = archiveReader({ finder, verify: options.verify ?? false });
  await pump(archive, reader.sink, options.signal);
  try {
    return readingOf(reader.archive, finder, options);
  } catch (thrown) {
    // A message may name what the archive names, and that may hold a value.
    if (!(thrown instanceof UserError)) throw thrown;
    throw new UserError(finder.redact(thrown.message), { fix: thrown.fix, cause: thrown.cause });
  }
}

async function pump(
  source: AsyncIterable<Uint8Array> | Readable,
  sink: Sink,
  signal?: AbortSignal,
): Promise<void> {
  const stop = (): void => {
    if (source instanceof Readable) source.destroy();
  };
  signal?.throwIfAborted();
  signal?.addEventListener("abort", stop, { once: true });
  try {
    if ((await give(source, sink, signal)) === 0) throw new UserError("The archive is empty.", { fix: SAVE });
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

function readingOf(archive: Archive, finder: Finder, options: ReadImageOptions): ImageReading {
  const image = chooseImage(archive, options);
  const config = readDocument(archive, image.config, configSchema);
  const diffIds = config.rootfs.diff_ids ?? [];
  if (diffIds.length !== image.layers.length) {
    throw unreadable(
      image.config,
      `it names ${diffIds.length} layers where the manifest lists ${image.layers.length}`,
    );
  }
  const layers = image.layers.map((name, index) =>
    layerOf(archive, name, options.verify ? diffIds[index] : undefined),
  );
  const configBytes = documentBytes(archive, image.config);
  return summarize({ archive, image, config, configBytes, layers, finder });
}

function layerOf(archive: Archive, name: string, diffId: string | undefined): LayerContents {
  const blob = blobOf(archive, name);
  if (!blob) throw incomplete(name);
  if (blob.kind === "damaged") throw unreadable(name, "it is damaged", blob.thrown);
  if (blob.kind === "document") throw unreadable(name, "it is no layer");
  if (diffId !== undefined && diffId !== `sha256:${blob.layer.sha256}`) {
    throw unreadable(name, "its digest does not match the one in the configuration");
  }
  return blob.layer;
}
