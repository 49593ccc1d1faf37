import type { ListedEntry } from "./image-reading.ts";
import type { LayerContents, LayerEntry } from "./layer-contents.ts";

/** Every entry of every layer, lowest layer first, in the order of the layer. */
export function listingOf(
  layers: readonly LayerContents[],
  held: (entry: LayerEntry, layer: number) => boolean,
): ListedEntry[] {
  return layers.flatMap(({ entries, kept }, layer) =>
    entries.flatMap((entry) => {
      const { path, kind, bytes, link, meta } = entry;
      if (kind === "ignored") return [];
      const [mode = 0, uid = 0, gid = 0] = meta.split(" ", 3).map(Number);
      const final = kind !== "whiteout" && kind !== "opaque" && held(entry, layer);
      return [
        { path, layer, kind, bytes, mode, uid, gid, target: link, final, content: kept.get(entry) ?? null },
      ];
    }),
  );
}
