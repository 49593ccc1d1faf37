import type { Package } from "./image-reading.ts";
import type { FoundPackage, LayerContents, LayerEntry } from "./layer-contents.ts";

/**
 * The packages of all layers, each once, with the first layer that names it. Removed means that no file of the final
 * file system names it any more.
 */
export function packagesOf(
  layers: readonly LayerContents[],
  held: (entry: LayerEntry, layer: number) => boolean,
): Package[] {
  const packages = new Map<string, Package>();
  layers.forEach(({ packages: found }, layer) => {
    for (const one of found) {
      const key = keyOf(one);
      const { type, name, version, entry } = one;
      const known = packages.get(key) ?? { type, name, version, layer, removed: true, path: entry.path };
      known.removed &&= !held(entry, layer);
      packages.set(key, known);
    }
  });
  return [...packages.values()];
}

function keyOf({ type, name, version, variant }: FoundPackage): string {
  return [type, name, version, variant].join("\n");
}
