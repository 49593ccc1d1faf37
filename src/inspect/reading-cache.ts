import type { Context } from "../context.ts";
import type { ImageReading } from "../image/image-reading.ts";
import type { LayerCache, ReadImageOptions } from "../image/read-image.ts";
import { knownLayers, readingStore } from "../readings/known-layers.ts";
import { wayOfReading } from "../readings/way.ts";
import type { Target } from "./target.ts";

/** What was read before: whole images that an engine holds, and the layers that an engine vouches for. */
export interface ReadingCache {
  reading(): Promise<ImageReading | null>;
  keep(reading: ImageReading): Promise<void>;
  readonly layers: LayerCache;
}

/**
 * The cache for one way of reading. An archive has no cache: what it says of itself may be false. Null, too, when every
 * byte is to be hashed.
 */
export async function readingCache(
  outside: Pick<Context, "files" | "host">,
  { held }: Target,
  options: ReadImageOptions,
): Promise<ReadingCache | null> {
  if (held === null || options.verify) return null;
  const store = readingStore(outside);
  const way = await wayOfReading(outside, options, null);
  const engineId = held.engine.facts.id;
  const { platform = null, base = null, changesOf = null } = options;
  const imageKey = way.keyOf("image", engineId, held.facts.id, platform, base, changesOf);
  return {
    reading: async () => (await store.get(imageKey)) as ImageReading | null,
    keep: (reading) => store.put(imageKey, reading),
    layers: knownLayers(store, engineId, way),
  };
}
