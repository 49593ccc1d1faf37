/** One entry to write into a tar. */
export interface Entry {
  path: string;
  /** The type flag; "0" (a file) unless told. */
  type?: string;
  body?: Buffer | string;
  link?: string;
  mode?: number;
  uid?: number;
  gid?: number;
  mtime?: number;
  /** What the size field says, where that is not the body's length. */
  size?: number;
  /** Records of an extended header that goes before. */
  pax?: Record<string, string>;
  /** How a long name is written: "gnu" (L and K entries) or "pax". Short names need none. */
  longNames?: "gnu" | "pax";
  /** Writes numbers in base 256. */
  base256?: boolean;
  /** Writes the name into the POSIX prefix field too, split at its last slash. */
  prefix?: boolean;
  /** Last touch to the header before its check sum. */
  touch?: (header: Buffer) => void;
}

/** A tar of these entries. `end: false` leaves the two closing blocks away. */
export function tarOf(entries: readonly Entry[], { end = true } = {}): Buffer {
  return Buffer.concat([...entries.flatMap(entryBlocks), Buffer.alloc(end ? 1024 : 0)]);
}

function entryBlocks(entry: Entry): Buffer[] {
  const body = Buffer.from(entry.body ?? "");
  return [...extensionBlocks(entry), headerBlock(entry, entry.size ?? body.length), padded(body)];
}

function extensionBlocks(entry: Entry): Buffer[] {
  const pax = { ...entry.pax };
  const blocks: Buffer[] = [];
  const extension = (path: string, type: string, body: Buffer) =>
    blocks.push(...entryBlocks({ path, type, body: Buffer.from(body) }));
  if (entry.longNames === "gnu") {
    extension("././@LongLink", "L", Buffer.from(`${entry.path}\0`));
    if (entry.link) extension("././@LongLink", "K", Buffer.from(`${entry.link}\0`));
  }
  if (entry.longNames === "pax") {
    pax.path = entry.path;
    if (entry.link) pax.linkpath = entry.link;
  }
  const records = Object.entries(pax).map(([key, value]) => paxRecord(key, value));
  if (records.length > 0) extension("PaxHeaders/x", "x", Buffer.concat(records));
  return blocks;
}

function paxRecord(key: string, value: string): Buffer {
  const rest = Buffer.byteLength(` ${key}=${value}\n`);
  let length = rest + String(rest).length;
  if (rest + String(length).length !== length) length = rest + String(length).length;
  return Buffer.from(`${length} ${key}=${value}\n`);
}

function headerBlock(entry: Entry, size: number): Buffer {
  const header = Buffer.alloc(512);
  const slash = entry.prefix ? entry.path.lastIndexOf("/") : -1;
  header.write(entry.path.slice(slash + 1), 0, 100);
  const number = entry.base256 ? writeBase256 : writeOctal;
  number(header, entry.mode ?? 0o644, 100, 8);
  number(header, entry.uid ?? 0, 108, 8);
  number(header, entry.gid ?? 0, 116, 8);
  number(header, size, 124, 12);
  number(header, entry.mtime ?? 1_700_000_000, 136, 12);
  header.write(entry.type ?? "0", 156);
  header.write(entry.link ?? "", 157, 100);
  header.write("ustar\x0000", 257);
  if (slash >= 0) header.write(entry.path.slice(0, slash), 345, 155);
  entry.touch?.(header);
  header.write("        ", 148);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148);
  return header;
}

function writeOctal(header: Buffer, value: number, at: number, length: number): void {
  header.write(value.toString(8).padStart(length - 1, "0"), at);
}

function writeBase256(header: Buffer, value: number, at: number, length: number): void {
  header.writeUIntBE(value, at + length - 6, 6);
  header[at] = 0x80;
}

function padded(body: Buffer): Buffer {
  return Buffer.concat([body, Buffer.alloc((512 - (body.length % 512)) % 512)]);
}
