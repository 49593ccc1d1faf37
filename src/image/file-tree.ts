import { UserError } from "../errors.ts";
import type { WasteReason } from "./image-reading.ts";
import type { LayerEntry } from "./layer-contents.ts";

/** The bytes of one regular file of one layer, under one or more names. */
export interface StoredFile {
  entry: LayerEntry;
  layer: number;
  /** How many names the file system still has for it. */
  names: number;
  /** Who took the last name away. */
  lost: { by: number; reason: WasteReason } | null;
}

export interface Node {
  entry: LayerEntry | null;
  layer: number;
  file: StoredFile | null;
  children: Map<string, Node> | null;
}

/** A file system that layers are laid upon. */
export interface FileTree {
  root: Node;
  /** How many names of regular files there are. */
  files: number;
  /** How many files and folders were ever made. */
  nodes: number;
}

// A deep path in a small tar makes thousands of folders: beyond this, the memory would not do.
const MOST_NODES = 4_000_000;

/** An empty file system. */
export function emptyTree(): FileTree {
  return { root: newNode(), files: 0, nodes: 0 };
}

/** Takes a path and all below it away. Each node goes at most once, so the cost over all layers is linear. */
export function removePath(tree: FileTree, path: string, by: number): void {
  const slash = path.lastIndexOf("/");
  const folder = slash < 0 ? tree.root : nodeAt(tree, path.slice(0, slash));
  const name = path.slice(slash + 1);
  const node = folder?.children?.get(name);
  if (!node) return;
  folder?.children?.delete(name);
  release(tree, node, by, "removed");
}

/** Takes all below a folder away. */
export function emptyFolder(tree: FileTree, path: string, by: number): void {
  const node = nodeAt(tree, path);
  for (const child of node?.children?.values() ?? []) release(tree, child, by, "opaque");
  if (node) node.children = null;
}

/** Puts an entry of a layer at its path; what was there is replaced, a folder upon a folder stays. */
export function putEntry(tree: FileTree, entry: LayerEntry, layer: number, file: StoredFile | null): void {
  // First: a hard link may lie upon, or below, another name of its own file.
  if (file) file.names++;
  const node = makeNode(tree, entry.path, layer);
  if (entry.kind === "folder") becomeFolder(tree, node, layer);
  else {
    if (node.file)
      dropName(tree, node, layer, file && isCopy(node.file.entry, file.entry) ? "metadata" : "replaced");
    for (const child of node.children?.values() ?? []) release(tree, child, layer, "replaced");
    node.children = null;
  }
  node.entry = entry;
  node.layer = layer;
  if (!file) return;
  node.file = file;
  tree.files++;
}

/** The file at a path, if a regular file is there. */
export function fileAt(tree: FileTree, path: string): StoredFile | null {
  return nodeAt(tree, path)?.file ?? null;
}

/** True when the path is still as this entry of this layer made it; for a folder, when there still is one. */
export function holdsEntry(tree: FileTree, entry: LayerEntry, layer: number): boolean {
  const node = nodeAt(tree, entry.path);
  if (entry.kind === "folder") return node !== undefined && (node.entry?.kind ?? "folder") === "folder";
  return node?.entry === entry && node.layer === layer;
}

// A chmod or chown copies the whole file into the new layer; size and time stay.
function isCopy(before: LayerEntry, after: LayerEntry): boolean {
  return before.bytes === after.bytes && before.mtime === after.mtime && before.meta !== after.meta;
}

function tooMany(): UserError {
  return new UserError(`The image has more than ${MOST_NODES / 1e6} million files and folders.`, {
    fix: "It is larger than what can be read here, or made to look so.",
  });
}

function newNode(): Node {
  return { entry: null, layer: -1, file: null, children: null };
}

/** The node at a path; undefined when nothing is there. */
export function nodeAt(tree: FileTree, path: string): Node | undefined {
  let node: Node | undefined = tree.root;
  if (path === "") return node;
  for (const part of path.split("/")) node = node?.children?.get(part);
  return node;
}

function makeNode(tree: FileTree, path: string, layer: number): Node {
  let node = tree.root;
  if (path === "") return node;
  for (const part of path.split("/")) {
    becomeFolder(tree, node, layer);
    node.children ??= new Map();
    let child = node.children.get(part);
    if (!child) {
      if (++tree.nodes > MOST_NODES) throw tooMany();
      child = newNode();
      node.children.set(part, child);
    }
    node = child;
  }
  return node;
}

/** A file or a link that gets something below it is replaced by a folder. */
function becomeFolder(tree: FileTree, node: Node, layer: number): void {
  if (node.file) dropName(tree, node, layer, "replaced");
  if (node.entry && node.entry.kind !== "folder") node.entry = null;
}

function dropName(tree: FileTree, node: Node, by: number, reason: WasteReason): void {
  const { file } = node;
  node.file = null;
  if (!file) return;
  tree.files--;
  file.names--;
  if (file.names === 0) file.lost = { by, reason };
}

function release(tree: FileTree, top: Node, by: number, reason: WasteReason): void {
  // Its own stack: a path may be thousands of folders deep.
  const stack = [top];
  for (let node = stack.pop(); node; node = stack.pop()) {
    if (node.file) dropName(tree, node, by, reason);
    for (const child of node.children?.values() ?? []) stack.push(child);
  }
}
