import { finalFiles } from "./final-files.ts";
import type { HashThread } from "./hash-thread.ts";
import type { Duplicate } from "./image-reading.ts";
import type { LayerContents, LayerEntry } from "./layer-contents.ts";
import type { Sink } from "./sink.ts";
import type { Stack } from "./stack-layers.ts";

// Smaller ones are not worth a line: an image holds thousands of equal licences and empty files.
const SMALLEST = 4096;

/** A sink that hashes the body of a file that may be a duplicate; undefined for small ones and all else. */
export function hashingSink(
  entry: LayerEntry,
  contents: LayerContents,
  hashes: HashThread,
): Sink | undefined {
  if (entry.kind !== "file" || entry.bytes < SMALLEST) return undefined;
  return hashes.sink((digest) => contents.hashes.set(entry, digest.toString("base64")));
}

/** Files of the final file system with the same bytes under different paths, the most wasteful first. */
export function duplicatesOf(stack: Stack, layers: readonly LayerContents[]): Duplicate[] {
  const groups = new Map<string, Duplicate>();
  for (const { entry, layer } of finalFiles(stack)) {
    const hash = layers[layer]?.hashes.get(entry);
    if (hash === undefined) continue;
    const group = groups.get(hash) ?? { bytes: entry.bytes, wastedBytes: -entry.bytes, copies: [] };
    group.wastedBytes += entry.bytes;
    group.copies.push({ path: entry.path, layer });
    groups.set(hash, group);
  }
  const found = [...groups.values()].filter(({ copies }) => copies.length > 1);
  return found.sort((a, b) => b.wastedBytes - a.wastedBytes);
}
