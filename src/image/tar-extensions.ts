import { createHash } from "node:crypto";
import { decodeName, type TarHeader } from "./tar-header.ts";

/** What extended headers say about the next entry. */
export interface Extensions {
  /** Records of a PAX header: `path`, `size`, `SCHILY.xattr.security.capability` … */
  pax: ReadonlyMap<string, string>;
  longName: string | null;
  longLink: string | null;
}

/** No extensions at all. */
export function noExtensions(): Extensions {
  return { pax: NO_RECORDS, longName: null, longLink: null };
}

const NO_RECORDS: ReadonlyMap<string, string> = new Map();

/** The records of a PAX header's body: `LENGTH KEY=VALUE\n`, the length in bytes. Throws on a damaged record. */
export function readPax(body: Buffer): Map<string, string> {
  const records = new Map<string, string>();
  let at = 0;
  while (at < body.length && body[at] !== 0) {
    const space = body.indexOf(32, at);
    const length = space < 0 ? Number.NaN : Number(body.toString("latin1", at, space));
    const equals = body.indexOf(61, space);
    const end = at + length;
    const whole = length > 0 && equals > 0 && equals < end && end <= body.length && body[end - 1] === 10;
    if (!whole) throw new Error("An extended header of the tar is damaged.");
    records.set(body.toString("utf8", space + 1, equals), decodeName(body.subarray(equals + 1, end - 1)));
    at = end;
  }
  return records;
}

/** The header with everything that its extensions overrule. `realSize` is a sparse file's size when unpacked. */
export function extend(header: TarHeader, extensions: Extensions): TarHeader & { realSize: number } {
  const { pax } = extensions;
  const bare = pax.size === 0 && extensions.longName === null && extensions.longLink === null;
  if (bare) return Object.assign(header, { realSize: header.size });
  const size = paxNumber(pax, "size") ?? header.size;
  return {
    ...header,
    name: pax.get("GNU.sparse.name") ?? pax.get("path") ?? extensions.longName ?? header.name,
    linkName: pax.get("linkpath") ?? extensions.longLink ?? header.linkName,
    size,
    uid: paxNumber(pax, "uid") ?? header.uid,
    gid: paxNumber(pax, "gid") ?? header.gid,
    mtime: paxNumber(pax, "mtime") ?? header.mtime,
    realSize: paxNumber(pax, "GNU.sparse.realsize") ?? paxNumber(pax, "GNU.sparse.size") ?? size,
  };
}

// One text is kept for each entry, and attributes may be as long as files.
const LONGEST_TEXT = 200;

/** The extended attributes in one short text, empty for none: equal texts mean equal attributes. */
export function attributesOf({ pax }: Extensions): string {
  let text = "";
  if (pax.size === 0) return text;
  for (const [key, value] of pax) if (key.startsWith("SCHILY.xattr.")) text += ` ${key}=${value}`;
  return text.length > LONGEST_TEXT ? ` ${createHash("sha256").update(text).digest("base64")}` : text;
}

function paxNumber(pax: ReadonlyMap<string, string>, key: string): number | undefined {
  const text = pax.get(key);
  if (text === undefined) return undefined;
  const value = Number(text);
  return Number.isFinite(value) ? value : undefined;
}
