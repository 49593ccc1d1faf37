import type { Readable } from "node:stream";
import { UserError } from "../errors.ts";
import { type Archive, type ArchiveReader, archiveReader, blobOf } from "./archive-reader.ts";
import { baseOf } from "./base.ts";
import { chooseImage } from "./choose-image.ts";
import type { Wanted } from "./final-files.ts";
import { type Finder, finderOf } from "./finder.ts";
import { hashThread } from "./hash-thread.ts";
import { configSchema, documentBytes, incomplete, readDocument, unreadable } from "./image-documents.ts";
import type { BaseImage, ImageReading, Needle } from "./image-reading.ts";
import type { LayerContents } from "./layer-contents.ts";
import { contentsOf, type LayerRecord, recordOf } from "./layer-record.ts";
import { formsOf } from "./needle-forms.ts";
import { type LayoutFolder, pour, pourFile } from "./pour.ts";
import { summarize } from "./summarize.ts";
import { tokenForms } from "./token-forms.ts";
import type { TokenRule } from "./token-rules.ts";

const LONGEST_MESSAGE = 1000;

export interface ReadImageOptions {
  /** Values to look for, each at least four bytes. */
  find?: readonly Needle[] | undefined;
  /** Shapes of secrets to look for too: `TOKEN_RULES` are the well-known ones. */
  rules?: readonly TokenRule[] | undefined;
  /** Which image, where the archive holds several: `x`, `x:1`. */
  tag?: string | undefined;
  /** Which platform, where the archive holds several: `linux/arm64`. */
  platform?: string | undefined;
  /** Hash every layer and compare with what the configuration says: about 3 s for each gigabyte, in a thread of its own. */
  verify?: boolean | undefined;
  /** List equal files: hashes every file of 4 kB and more, as slowly. */
  duplicates?: boolean | undefined;
  /** The image that this one may stand on: tells whose each layer, leak and waste is. */
  base?: BaseImage | undefined;
  /** List what this layer (0-based) changed. */
  changesOf?: number | undefined;
  /** List every entry of every layer, with the bytes of those files whose path this accepts. */
  list?: ((path: string) => Wanted) | undefined;
  /** What was read of layers before. Asked and filled only for layers that a folder vouches for. */
  layers?: LayerCache | undefined;
  signal?: AbortSignal | undefined;
}

/** Layers that were read before in the same way, by their diff ids. */
export interface LayerCache {
  get(diffId: string): Promise<LayerRecord | null>;
  put(diffId: string, record: LayerRecord): Promise<void>;
}

/**
 * Reads an image archive (`docker save`, OCI layout, skopeo, podman; packed or not) or the folder of an OCI layout in
 * one pass, keeping no layer in memory. Throws a UserError when it is no archive, damaged, incomplete or ambiguous, and
 * what the signal holds when that is aborted; the stream is destroyed then. No value to look for is ever part of a
 * result or a message.
 */
export async function readImage(
  archive: AsyncIterable<Uint8Array> | Readable | LayoutFolder,
  options: ReadImageOptions = {},
): Promise<ImageReading> {
  const finder = finderOf([...formsOf(options.find ?? []), ...tokenForms(options.rules ?? [])]);
  const hashes = hashThread();
  const { verify = false, duplicates = false, list: contentsOf = () => false } = options;
  const reader = archiveReader({ finder, verify, duplicates, hashes, contentsOf });
  try {
    if ("list" in archive) await readFolder(archive, reader, options);
    else await pour(archive, reader.sink, options.signal);
  } finally {
    await hashes.close();
  }
  try {
    return readingOf(reader.archive, finder, options);
  } catch (thrown) {
    // A message may name what the archive names, and that may hold a value.
    if (!(thrown instanceof UserError)) throw thrown;
    throw new UserError(shortened(finder.redact(thrown.message)), { fix: thrown.fix, cause: thrown.cause });
  }
}

/** Reads the files of a folder; a layer that it vouches for and that was read before is not read again. */
async function readFolder(
  folder: LayoutFolder,
  { archive, fileSink }: ArchiveReader,
  { layers, signal }: ReadImageOptions,
): Promise<void> {
  for (const name of await folder.list()) {
    const diffId = folder.diffIdOf?.(name) ?? null;
    const known = diffId === null ? null : ((await layers?.get(diffId)) ?? null);
    if (known) archive.blobs.set(name, { kind: "layer", layer: contentsOf(known) });
    else await pourFile(folder.open(name), fileSink(name), signal);
    const blob = archive.blobs.get(name);
    if (!known && diffId !== null && blob?.kind === "layer") await layers?.put(diffId, recordOf(blob.layer));
  }
}

/** A sentence whose names are too long: its start and its end. */
function shortened(text: string): string {
  return text.length > LONGEST_MESSAGE
    ? `${text.slice(0, LONGEST_MESSAGE / 2)} … ${text.slice(-LONGEST_MESSAGE / 2)}`
    : text;
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
  return summarize({
    archive,
    image,
    config,
    configBytes,
    layers,
    finder,
    base: baseOf(options.base, diffIds),
    changesOf: options.changesOf,
    list: options.list !== undefined,
  });
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
