import { createHash, createHmac, randomBytes } from "node:crypto";
import { join } from "node:path";
import type { Context } from "../context.ts";
import type { ImageReading } from "../image/image-reading.ts";
import type { LayerRecord } from "../image/layer-record.ts";
import type { LayerCache, ReadImageOptions } from "../image/read-image.ts";
import { type Store, storeIn } from "./store.ts";
import type { Target } from "./target.ts";

type Outside = Pick<Context, "files" | "host">;

const KEY_BYTES = 32;

/** What was read before: whole images that an engine holds, and the layers that an engine vouches for. */
export interface ReadingCache {
  reading(): Promise<ImageReading | null>;
  keep(reading: ImageReading): Promise<void>;
  readonly layers: LayerCache;
}

/**
 * The cache for one way of reading. Keys are made with a secret of the user's own (HMAC), so that neither a name in
 * the folder nor a look into it tells what was looked for. An archive has no cache: what it says of itself may be
 * false. Null, too, when every byte is to be hashed.
 */
export async function readingCache(
  outside: Outside,
  { held }: Target,
  options: ReadImageOptions,
): Promise<ReadingCache | null> {
  if (held === null || options.verify) return null;
  const { cacheFolder } = outside.host;
  const store = storeIn(outside.files, join(cacheFolder, "readings"));
  const secret = await userSecret(outside);
  const search = [
    await readerVersion(outside),
    (options.find ?? []).map(({ rule, value }) => [rule, value.toString("base64")]),
    [(options.rules ?? []).map(({ rule }) => rule), options.duplicates ?? false],
  ];
  const keyOf = (...parts: unknown[]): string =>
    createHmac("sha256", secret)
      .update(JSON.stringify([search, ...parts]))
      .digest("hex");
  const { platform = null, base = null, changesOf = null } = options;
  const imageKey = keyOf("image", held.engine.facts.id, held.facts.id, platform, base, changesOf);
  return {
    reading: async () => (await store.get(imageKey)) as ImageReading | null,
    keep: (reading) => store.put(imageKey, reading),
    layers: layerCache(store, (diffId) => keyOf("layer", held.engine.facts.id, diffId)),
  };
}

function layerCache(store: Store, keyOf: (diffId: string) => string): LayerCache {
  return {
    get: async (diffId) => (await store.get(keyOf(diffId))) as LayerRecord | null,
    put: (diffId, record) => store.put(keyOf(diffId), record),
  };
}

/** Made at the first use. Two processes that make it at once lose a few entries, no more. */
async function userSecret({ files, host }: Outside): Promise<Buffer> {
  const path = join(host.cacheFolder, "key");
  const known = await files.readBytes(path).catch(() => null);
  if (known?.length === KEY_BYTES) return known;
  const secret = randomBytes(KEY_BYTES);
  await files.makeFolder(host.cacheFolder, 0o700).catch(() => {});
  await files.write(path, secret, 0o600).catch(() => {});
  return secret;
}

/** A digest of the reader's own code and rules: what another version of it has read does not count. */
async function readerVersion({ files }: Outside): Promise<string> {
  const folder = join(import.meta.dirname, "..", "image");
  const names = (await files.folder(folder).list()).filter((name) => /\.[jt]s$/.test(name)).sort();
  const hash = createHash("sha256");
  const sources = await Promise.all(names.map((name) => files.readBytes(join(folder, name))));
  for (const [index, source] of sources.entries()) hash.update(`${names[index]}\n`).update(source ?? "");
  return hash.digest("hex");
}
