import {
  emptyFolder,
  emptyTree,
  type FileTree,
  fileAt,
  holdsEntry,
  nodeAt,
  putEntry,
  removePath,
  type StoredFile,
} from "./file-tree.ts";
import type { LayerChange } from "./image-reading.ts";
import { changesOf } from "./layer-changes.ts";
import type { LayerContents, LayerEntry } from "./layer-contents.ts";

/** An image's file system and every file that any layer brought. */
export interface Stack {
  tree: FileTree;
  /** By layer: each regular file that it holds, those too that were lost. */
  files: StoredFile[][];
  /** Hard links to a file that no layer holds. */
  dangling: { entry: LayerEntry; layer: number }[];
  /** What the watched layer changed. */
  changes: LayerChange[] | null;
}

/** Lays the layers one upon the other, lowest first. What the layer `watched` changes is listed. */
export function stackLayers(layers: readonly LayerContents[], watched?: number): Stack {
  const stack: Stack = { tree: emptyTree(), files: [], dangling: [], changes: null };
  layers.forEach(({ entries }, layer) => {
    if (layer === watched) stack.changes = changesOf(stack.tree, entries);
    stack.files.push(addLayer(stack, entries, layer));
  });
  return stack;
}

/** Tells whether the final file system still has what an entry of a layer brought. */
export function heldIn(stack: Stack): (entry: LayerEntry, layer: number) => boolean {
  const byEntry: (Map<LayerEntry, StoredFile> | undefined)[] = [];
  return (entry, layer) => {
    if (entry.kind !== "file") return holdsEntry(stack.tree, entry, layer);
    byEntry[layer] ??= new Map((stack.files[layer] ?? []).map((file) => [file.entry, file]));
    return (byEntry[layer].get(entry)?.names ?? 0) > 0;
  };
}

/**
 * What a layer takes away goes first, wherever it stands in the tar, then what it brings; hard links last, because
 * they name what it brings. https://github.com/opencontainers/image-spec/blob/main/layer.md#applying-changesets
 */
function addLayer(stack: Stack, entries: readonly LayerEntry[], layer: number): StoredFile[] {
  const { tree } = stack;
  const files: StoredFile[] = [];
  for (const { kind, path } of entries) {
    if (kind === "whiteout") removePath(tree, path, layer);
    else if (kind === "opaque") emptyFolder(tree, path, layer);
  }
  for (const entry of entries) {
    if (entry.kind === "file") {
      const file: StoredFile = { entry, layer, names: 0, lost: null };
      files.push(file);
      putEntry(tree, entry, layer, file);
    } else if (entry.kind === "folder" || entry.kind === "symlink" || entry.kind === "other") {
      putEntry(tree, entry, layer, null);
    }
  }
  for (const entry of entries) if (entry.kind === "link") addLink(stack, entry, layer);
  return files;
}

function addLink({ tree, dangling }: Stack, entry: LayerEntry, layer: number): void {
  const target = nodeAt(tree, entry.link);
  const kind = target?.entry?.kind ?? "folder";
  if (target?.file) {
    if (fileAt(tree, entry.path) !== target.file) putEntry(tree, entry, layer, target.file);
  } else if (kind === "folder") dangling.push({ entry, layer });
  // A symbolic link or a device may have two names, too.
  else putEntry(tree, entry, layer, null);
}
