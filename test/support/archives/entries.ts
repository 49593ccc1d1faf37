import type { Entry } from "./tar.ts";

/** A file: its text, or that many bytes. */
export function file(path: string, body: string | number | Buffer = "", more: Partial<Entry> = {}): Entry {
  return { path, body: typeof body === "number" ? Buffer.alloc(body, path) : body, ...more };
}

export function folder(path: string): Entry {
  return { path: `${path}/`, type: "5", mode: 0o755 };
}

export function hardLink(path: string, link: string): Entry {
  return { path, type: "1", link };
}

export function symlink(path: string, link: string): Entry {
  return { path, type: "2", link };
}

/** The mark that removes a path of the layers below. */
export function whiteout(path: string): Entry {
  const slash = path.lastIndexOf("/") + 1;
  return { path: `${path.slice(0, slash)}.wh.${path.slice(slash)}` };
}

/** The mark that empties a folder of the layers below. */
export function opaque(path: string): Entry {
  return { path: path === "" ? ".wh..wh..opq" : `${path}/.wh..wh..opq` };
}
