import { attributesOf, type Extensions, extend } from "./tar-extensions.ts";
import type { TarHeader } from "./tar-header.ts";

/** One entry of a tar. */
export interface TarEntry {
  name: string;
  kind: "file" | "link" | "symlink" | "folder" | "other";
  /** Bytes of the file when unpacked; 0 for everything that is not a regular file. */
  size: number;
  /** Bytes of the body in the tar: less than `size` for a sparse file. */
  bodySize: number;
  linkName: string;
  mtime: number;
  /** Mode, owner and extended attributes in one text. */
  meta: string;
  /** Offset in the tar just behind the entry's body. */
  end: number;
  /** The name is not one piece in the tar's bytes. */
  split: boolean;
}

const KINDS: Record<string, TarEntry["kind"]> = {
  "0": "file",
  "7": "file",
  S: "file",
  "1": "link",
  "2": "symlink",
  "5": "folder",
};

// Eight terabytes: more than any image, and a thousand of them can still be summed up exactly.
const LARGEST_FILE = 2 ** 43;

function isSize(bytes: number): boolean {
  return Number.isInteger(bytes) && bytes >= 0 && bytes <= LARGEST_FILE;
}

// Links, devices and folders have no body, whatever their size field says: as in Go's archive/tar, which engines use.
const BODILESS = "123456";

/** The entry that a header and its extensions describe; its body begins at `offset`. Throws on an impossible size. */
export function tarEntry(raw: TarHeader, extensions: Extensions, offset: number): TarEntry {
  const header = extend(raw, extensions);
  const flag = header.flag === "0" && header.name.endsWith("/") ? "5" : header.flag;
  const bodySize = BODILESS.includes(flag) ? 0 : header.size;
  const kind = KINDS[flag] ?? "other";
  const size = kind === "file" ? header.realSize : 0;
  if (!isSize(bodySize) || !isSize(size)) throw new Error("A header of the tar is damaged: its size.");
  return {
    name: header.name,
    kind,
    size,
    bodySize,
    linkName: header.linkName,
    mtime: header.mtime,
    meta: `${header.mode & 0o7777} ${header.uid} ${header.gid}${attributesOf(extensions)}`,
    end: offset + bodySize,
    split: raw.split,
  };
}
