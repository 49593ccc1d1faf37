/** A 512-byte header block of a tar, as it stands. https://www.gnu.org/software/tar/manual/html_node/Standard.html */
export interface TarHeader {
  name: string;
  /** The type flag: "0" file, "1" hard link, "2" symbolic link, "5" folder, "x" extended header … */
  flag: string;
  size: number;
  mode: number;
  uid: number;
  gid: number;
  mtime: number;
  linkName: string;
  /** The name stands in two places of the header. */
  split: boolean;
}

/** The header of a block, null for a block of zeros. Throws when the check sum does not match. */
export function readTarHeader(block: Buffer): TarHeader | null {
  const sum = checkSum(block);
  if (sum === 0) return null;
  if (sum < 0) throw new Error("A header of the tar is damaged: its check sum does not match.");
  const prefix = isPosix(block) ? tarText(block, 345, 155) : "";
  const name = tarText(block, 0, 100);
  return {
    name: prefix === "" ? name : `${prefix}/${name}`,
    flag: String.fromCharCode(block[156] || 48),
    size: tarNumber(block, 124, 12),
    mode: tarNumber(block, 100, 8),
    uid: tarNumber(block, 108, 8),
    gid: tarNumber(block, 116, 8),
    mtime: tarNumber(block, 136, 12),
    linkName: tarText(block, 157, 100),
    split: prefix !== "",
  };
}

/** True for the first bytes of a tar: a header whose check sum matches, or the zeros of an empty tar. */
export function looksLikeTar(head: Buffer): boolean {
  return head.length >= 512 && checkSum(head.subarray(0, 512)) >= 0;
}

/** A number field: octal text, or base 256 when the first bit is set. Throws on other text. */
export function tarNumber(block: Buffer, at: number, length: number): number {
  const first = block[at] ?? 0;
  if (first & 0x80) return base256(block.subarray(at, at + length));
  let value = 0;
  let started = false;
  for (let i = at; i < at + length; i++) {
    const byte = block[i] ?? 0;
    if (byte === 32 || byte === 0) {
      if (started) break;
      continue;
    }
    if (byte < 48 || byte > 55) throw new Error("A header of the tar is damaged: a number is not octal.");
    started = true;
    value = value * 8 + byte - 48;
  }
  return value;
}

/** The text of a field up to its first zero byte. */
function tarText(block: Buffer, at: number, length: number): string {
  let end = at;
  while (end < at + length && block[end] !== 0) end++;
  return end === at ? "" : decodeName(block.subarray(at, end));
}

/** UTF-8 where it is valid; Latin-1 otherwise, so that two different names stay different. */
export function decodeName(bytes: Buffer): string {
  const text = bytes.toString("utf8");
  return text.includes("\ufffd") ? bytes.toString("latin1") : text;
}

function base256(field: Buffer): number {
  if ((field[0] ?? 0) === 0xff) return -1;
  let value = (field[0] ?? 0) & 0x7f;
  for (let i = 1; i < field.length; i++) value = value * 256 + (field[i] ?? 0);
  return value;
}

function isPosix(block: Buffer): boolean {
  // GNU writes "ustar  " and puts times where POSIX has the prefix.
  return block.toString("latin1", 257, 263) === "ustar\0";
}

/** 0 for a block of zeros, 1 for a header whose check sum matches, -1 for anything else. */
function checkSum(block: Buffer): -1 | 0 | 1 {
  let sum = 0;
  for (let i = 0; i < 512; i++) sum += block[i] ?? 0;
  if (sum === 0) return 0;
  let high = 0;
  for (let i = 148; i < 156; i++) sum += 32 - (block[i] ?? 0);
  const field = block.toString("latin1", 148, 156).replaceAll("\0", " ").trim();
  if (!/^[0-7]+$/.test(field)) return -1;
  const wanted = Number.parseInt(field, 8);
  if (wanted === sum) return 1;
  // Old tars add the bytes as signed numbers.
  for (let i = 0; i < 512; i++) if ((i < 148 || i >= 156) && (block[i] ?? 0) > 127) high++;
  return wanted === sum - 256 * high ? 1 : -1;
}
