import type { ListedEntry } from "../image/image-reading.ts";
import type { Reading } from "./subject.ts";

/** A name in the final file system, and what lies there: of a hard link the file that it is a name of. */
export interface Held {
  /** Without a leading slash. */
  readonly path: string;
  readonly entry: ListedEntry;
}

/** What a container of the image sees. */
export interface FinalSystem {
  /** Every name that is no folder. */
  readonly names: readonly Held[];
  /** Where a path leads when links are followed as the kernel does; null for nowhere. An entry of null is a folder. */
  follow(path: string, folder?: string): { readonly path: string; readonly entry: ListedEntry | null } | null;
}

interface Node {
  entry: ListedEntry | null;
  children: Map<string, Node> | null;
}

// As in the kernel: https://man7.org/linux/man-pages/man7/path_resolution.7.html
const MOST_LINKS = 40;

const KNOWN = new WeakMap<Reading, FinalSystem>();

/**
 * The final file system, name by name. `final` of an entry tells only that its bytes are still there under some name: a
 * file whose name was removed lives on under its hard link.
 */
export function finalSystem(reading: Reading): FinalSystem {
  const known = KNOWN.get(reading);
  if (known) return known;
  const root: Node = { entry: null, children: new Map() };
  for (const entries of byLayer(reading)) addLayer(root, entries);
  const system: FinalSystem = {
    names: namesIn(root),
    follow: (path, folder = "") => follow(root, path.startsWith("/") ? path : `${folder}/${path}`),
  };
  KNOWN.set(reading, system);
  return system;
}

/** An entry of null is a folder that no layer names for itself. */
function isFolder(entry: ListedEntry | null): boolean {
  return entry === null || entry.kind === "folder";
}

function byLayer({ layers, entries }: Reading): ListedEntry[][] {
  const lists: ListedEntry[][] = layers.map(() => []);
  for (const entry of entries) lists[entry.layer]?.push(entry);
  return lists;
}

/** What a layer takes away goes first, then what it brings, hard links last. */
function addLayer(root: Node, entries: readonly ListedEntry[]): void {
  for (const { kind, path } of entries) {
    if (kind === "whiteout") nodeAt(root, parentOf(path))?.children?.delete(nameOf(path));
    else if (kind === "opaque") nodeAt(root, path)?.children?.clear();
  }
  for (const entry of entries) {
    if (entry.kind !== "whiteout" && entry.kind !== "opaque" && entry.kind !== "link")
      put(root, entry.path, entry);
  }
  for (const { kind, path, target } of entries) {
    const linked = kind === "link" ? nodeAt(root, target)?.entry : null;
    if (linked && !isFolder(linked)) put(root, path, linked);
  }
}

function put(root: Node, path: string, entry: ListedEntry): void {
  let node = root;
  for (const part of partsOf(path)) {
    if (!isFolder(node.entry)) node.entry = null;
    node.children ??= new Map();
    const child = node.children.get(part) ?? { entry: null, children: null };
    node.children.set(part, child);
    node = child;
  }
  if (!isFolder(entry)) node.children = null;
  node.entry = entry;
}

function nodeAt(root: Node, path: string): Node | undefined {
  let node: Node | undefined = root;
  for (const part of partsOf(path)) node = node?.children?.get(part);
  return node;
}

function follow(root: Node, path: string): { path: string; entry: ListedEntry | null } | null {
  const trail: { name: string; node: Node }[] = [];
  const rest = partsOf(path);
  let links = 0;
  for (let part = rest.shift(); part !== undefined; part = rest.shift()) {
    if (part === "..") {
      trail.pop();
      continue;
    }
    const node = (trail.at(-1)?.node ?? root).children?.get(part);
    if (!node) return null;
    if (node.entry?.kind !== "symlink") trail.push({ name: part, node });
    else {
      if (++links > MOST_LINKS) return null;
      if (node.entry.target.startsWith("/")) trail.length = 0;
      rest.unshift(...partsOf(node.entry.target));
    }
  }
  const entry = trail.at(-1)?.node.entry ?? null;
  return { path: trail.map(({ name }) => name).join("/"), entry: isFolder(entry) ? null : entry };
}

function namesIn(root: Node): Held[] {
  const names: Held[] = [];
  const waiting: [string, Node][] = [["", root]];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const [path, { entry, children }] = next;
    if (entry && !isFolder(entry)) names.push({ path, entry });
    for (const [name, child] of children ?? []) waiting.push([path ? `${path}/${name}` : name, child]);
  }
  return names.sort((a, b) => (a.path < b.path ? -1 : 1));
}

function partsOf(path: string): string[] {
  return path.split("/").filter((part) => part !== "" && part !== ".");
}

function parentOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf("/")));
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}
