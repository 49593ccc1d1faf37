/** A member of a zip, as the header before its body tells it. */
export interface ZipMember {
  name: string;
  encrypted: boolean;
  /** 0 is stored, 8 is deflate. */
  method: number;
  /** Bytes of the body; null when only the descriptor behind the body tells them. */
  size: number | null;
  /** The sizes of a descriptor have eight bytes. */
  zip64: boolean;
}

/** The length of a local header without its name and extra field. */
export const LOCAL_HEADER_BYTES = 30;
export const LOCAL_HEADER = 0x04034b50;
export const DESCRIPTOR = 0x08074b50;

const ENCRYPTED = 1;
const SIZE_BEHIND = 8;
const IN_EXTRA = 0xffffffff;

/** How many bytes of name and extra field follow a local header. */
export function restOfHeader(header: Buffer): number {
  return header.readUInt16LE(26) + header.readUInt16LE(28);
}

/**
 * The member of a local header, given whole with its name and extra field.
 * https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT section 4.3.7
 */
export function readLocalHeader(header: Buffer): ZipMember {
  const flags = header.readUInt16LE(6);
  const nameEnd = LOCAL_HEADER_BYTES + header.readUInt16LE(26);
  const large = zip64Size(header.subarray(nameEnd));
  const told = header.readUInt32LE(18);
  const size = told === IN_EXTRA ? (large ?? told) : told;
  return {
    name: header.toString("utf8", LOCAL_HEADER_BYTES, nameEnd),
    encrypted: (flags & ENCRYPTED) !== 0,
    method: header.readUInt16LE(8),
    size: (flags & SIZE_BEHIND) !== 0 && size === 0 ? null : size,
    zip64: large !== null,
  };
}

/** The packed size in the extra field of large members, null without one. */
function zip64Size(extra: Buffer): number | null {
  for (let at = 0; at + 4 <= extra.length; at += 4 + extra.readUInt16LE(at + 2)) {
    const whole = extra.readUInt16LE(at) === 1 && at + 20 <= extra.length;
    if (whole) return Number(extra.readBigUInt64LE(at + 12));
  }
  return null;
}

/**
 * Where a body of unknown size ends in `bytes`, whose first byte is number `offset` of the body: before a descriptor
 * that tells just this size. -1: not in here. The mark may stand in packed bytes too; the size then does not match.
 */
export function descriptorAt(bytes: Buffer, offset: number, zip64: boolean): number {
  for (let at = bytes.indexOf(MARK); at >= 0; at = bytes.indexOf(MARK, at + 1)) {
    if (at + descriptorBytes(zip64) > bytes.length) return -1;
    const size = zip64 ? Number(bytes.readBigUInt64LE(at + 8)) : bytes.readUInt32LE(at + 8);
    if (size === offset + at) return at;
  }
  return -1;
}

/** The length of a descriptor with its mark. */
export function descriptorBytes(zip64: boolean): number {
  return zip64 ? 24 : 16;
}

const MARK = Buffer.from("PK\x07\x08", "latin1");
