import { fileAt } from "./file-tree.ts";
import type { LargeFile } from "./image-reading.ts";
import type { LayerContents, LayerEntry } from "./layer-contents.ts";
import { collected, type Sink } from "./sink.ts";
import type { Stack } from "./stack-layers.ts";

const KEPT = new Set(["etc/passwd", "etc/shadow"]);
const MAX_KEPT_BYTES = 1 << 20;
const START_BYTES = 256;

/** How much of a file is wanted: all bytes if it has no more than 1 MB, or the first 256 of any. */
export type Wanted = boolean | "start";

/** A sink that keeps the bytes of the files that questions about the image need; undefined for all others. */
export function keptFileSink(
  entry: LayerEntry,
  contents: LayerContents,
  wanted: (path: string) => Wanted,
): Sink | undefined {
  if (entry.kind !== "file") return undefined;
  const much = KEPT.has(entry.path) || wanted(entry.path);
  if (much === false || (much === true && entry.bytes > MAX_KEPT_BYTES)) return undefined;
  const most = much === "start" ? START_BYTES : MAX_KEPT_BYTES;
  return collected(most, (bytes) => contents.kept.set(entry, bytes));
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
