import { fileAt } from "./file-tree.ts";
import type { LargeFile } from "./image-reading.ts";
import type { LayerContents, LayerEntry } from "./layer-contents.ts";
import { collected, type Sink } from "./sink.ts";
import type { Stack } from "./stack-layers.ts";

const KEPT = new Set(["etc/passwd", "etc/shadow"]);
const MAX_KEPT_BYTES = 1 << 20;

/** A sink that keeps the bytes of the small files that questions about the image need; undefined for all others. */
export function keptFileSink(
  entry: LayerEntry,
  contents: LayerContents,
  wanted: (path: string) => boolean,
): Sink | undefined {
  if (entry.kind !== "file" || entry.bytes > MAX_KEPT_BYTES) return undefined;
  if (!KEPT.has(entry.path) && !wanted(entry.path)) return undefined;
  return collected(MAX_KEPT_BYTES, (bytes) => contents.kept.set(entry, bytes));
}

/** The bytes of a kept file as the final file system has it; null when no such file is there, or it is a link. */
export function finalFile(stack: Stack, layers: readonly LayerContents[], path: string): Buffer | null {
  const file = fileAt(stack.tree, path);
  return file ? (layers[file.layer]?.kept.get(file.entry) ?? null) : null;
}

/** Every regular file that the final file system has, by the name under which a layer brought it. */
export function* finalFiles({ files }: Stack): Generator<{ entry: LayerEntry; layer: number }> {
  for (const ofLayer of files) for (const file of ofLayer) if (file.names > 0) yield file;
}

/** The largest files of the final file system, largest first. */
export function largestFiles(stack: Stack, most: number): LargeFile[] {
  const all = [...finalFiles(stack)].sort(
    (a, b) => b.entry.bytes - a.entry.bytes || (a.entry.path < b.entry.path ? -1 : 1),
  );
  return all.slice(0, most).map(({ entry, layer }) => ({ path: entry.path, bytes: entry.bytes, layer }));
}
