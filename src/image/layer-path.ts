import type { LayerEntry } from "./layer-contents.ts";
import type { TarEntry } from "./tar-entry.ts";

// The longest path that Linux takes.
const LONGEST_PATH = 4096;

/**
 * Where an entry belongs and what it is: whiteouts by their names. A `problem` says why it cannot be placed.
 * https://github.com/opencontainers/image-spec/blob/main/layer.md#whiteouts
 */
export function placeOf({ name, kind }: Pick<TarEntry, "name" | "kind">): {
  path: string;
  kind: LayerEntry["kind"];
  problem?: string;
} {
  const path = cleanPath(name);
  if (path.length > LONGEST_PATH) {
    return {
      path: `${path.slice(0, 100)}…`,
      kind: "ignored",
      problem: "Its name is longer than Linux allows.",
    };
  }
  if (path === "" && kind !== "folder") return { path, kind: "ignored" };
  const mark = path.startsWith(".wh.") ? 0 : path.indexOf("/.wh.") + 1;
  return mark > 0 || path.startsWith(".wh.") ? placeOfMark(path, mark) : { path, kind };
}

function placeOfMark(
  path: string,
  mark: number,
): { path: string; kind: LayerEntry["kind"]; problem?: string } {
  const name = path.slice(mark);
  const folder = path.slice(0, Math.max(0, mark - 1));
  if (name === ".wh..wh..opq") return { path: folder, kind: "opaque" };
  // Notes of the aufs driver to itself.
  if (name.startsWith(".wh..wh.")) return { path, kind: "ignored" };
  if (name === ".wh.") return { path, kind: "ignored", problem: "A whiteout without a name." };
  if (name.includes("/")) return { path, kind: "ignored", problem: "It lies inside a whiteout." };
  return { path: path.slice(0, mark) + name.slice(4), kind: "whiteout" };
}

/** Without leading `/` and `./`, without trailing slash; `..` stays inside the root, as in a chroot. */
export function cleanPath(name: string): string {
  const trimmed = name.endsWith("/") ? name.slice(0, -1) : name;
  if (!UNCLEAN.test(trimmed)) return trimmed;
  const parts: string[] = [];
  for (const part of trimmed.split("/")) {
    if (part === "..") parts.pop();
    else if (part !== "" && part !== ".") parts.push(part);
  }
  return parts.join("/");
}

const UNCLEAN = /(^|\/)\.{0,2}(\/|$)/;
