import { type FileTree, type Node, nodeAt } from "./file-tree.ts";
import type { LayerChange } from "./image-reading.ts";
import type { LayerEntry } from "./layer-contents.ts";

/**
 * What a layer adds to, changes in and removes from the file system below it, by path. Must be asked before the layer
 * is laid upon the tree. A folder that was there already and stays as it was is no change: builders name it only
 * because something in it is.
 */
export function changesOf(tree: FileTree, entries: readonly LayerEntry[]): LayerChange[] {
  const removed = removals(tree, entries);
  const changes: LayerChange[] = [];
  for (const entry of entries) {
    if (!BROUGHT.has(entry.kind) || entry.path === "") continue;
    const before = nodeAt(tree, entry.path);
    if (before && stays(before, entry)) continue;
    removed.delete(entry.path);
    changes.push({
      path: entry.path,
      change: before ? "changed" : "added",
      kind: entry.kind as LayerChange["kind"],
      bytes: entry.kind === "file" ? entry.bytes : 0,
      files: entry.kind === "file" || entry.kind === "link" ? 1 : 0,
    });
  }
  return [...changes, ...removed.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
}

const BROUGHT = new Set<LayerEntry["kind"]>(["file", "link", "folder", "symlink", "other"]);

function stays({ entry, file, children }: Node, { kind, meta }: LayerEntry): boolean {
  if (kind !== "folder" || file) return false;
  return entry === null ? children !== null : entry.kind === "folder" && entry.meta === meta;
}

function removals(tree: FileTree, entries: readonly LayerEntry[]): Map<string, LayerChange> {
  const removed = new Map<string, LayerChange>();
  const remove = (path: string, node: Node): void => {
    removed.set(path, { path, change: "removed", kind: kindOf(node), ...sumBelow(node) });
  };
  for (const { kind, path } of entries) {
    const node = kind === "whiteout" || kind === "opaque" ? nodeAt(tree, path) : undefined;
    if (!node) continue;
    if (kind === "whiteout") remove(path, node);
    else
      for (const [name, child] of node.children ?? []) remove(path === "" ? name : `${path}/${name}`, child);
  }
  return removed;
}

function kindOf({ file, entry }: Node): LayerChange["kind"] {
  if (file) return "file";
  return entry && BROUGHT.has(entry.kind) ? (entry.kind as LayerChange["kind"]) : "folder";
}

function sumBelow(top: Node): { bytes: number; files: number } {
  const sum = { bytes: 0, files: 0 };
  const stack = [top];
  for (let node = stack.pop(); node; node = stack.pop()) {
    if (node.file) {
      sum.bytes += node.file.entry.bytes;
      sum.files++;
    }
    for (const child of node.children?.values() ?? []) stack.push(child);
  }
  return sum;
}
