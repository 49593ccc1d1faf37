import { join } from "node:path";
import type { Context } from "../context.ts";
import type { LayerRecord } from "../image/layer-record.ts";
import type { LayerCache } from "../image/read-image.ts";
import { type Store, storeIn } from "./store.ts";
import type { WayOfReading } from "./way.ts";

/** The user's store of what was read before. */
export function readingStore({ files, host }: Pick<Context, "files" | "host">): Store {
  return storeIn(files, join(host.cacheFolder, "readings"));
}

/** The layers of one engine that were read before in one way. */
export function knownLayers(store: Store, engineId: string, { keyOf }: WayOfReading): LayerCache {
  const keyFor = (diffId: string): string => keyOf("layer", engineId, diffId);
  return {
    get: async (diffId) => (await store.get(keyFor(diffId))) as LayerRecord | null,
    put: (diffId, record) => store.put(keyFor(diffId), record),
  };
}
