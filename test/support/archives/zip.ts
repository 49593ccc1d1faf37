import { crc32, deflateRawSync } from "node:zlib";

/** One member to write into a zip. */
export interface ZipEntry {
  name: string;
  body: Buffer | string;
  /** Deflate unless told. */
  stored?: boolean;
  /** The sizes stand behind the body, as tools write that cannot go back: "marked" or "bare". */
  sizesBehind?: "marked" | "bare";
  /** Sizes of eight bytes. */
  zip64?: boolean;
  encrypted?: boolean;
  method?: number;
}

/** A zip of these members, with a list at its end that names none of them. */
export function zipOf(entries: readonly ZipEntry[]): Buffer {
  const end = Buffer.alloc(22);
  end.write("PK\x05\x06");
  return Buffer.concat([...entries.map(memberOf), end]);
}

/** A zip as every tool reads it: with check sums, and a list at its end that names all members. */
export function listedZipOf(entries: readonly Pick<ZipEntry, "name" | "body" | "stored">[]): Buffer {
  let offset = 0;
  const list: Buffer[] = [];
  const members = entries.map((entry) => {
    const member = memberOf(entry);
    member.writeUInt32LE(crc32(entry.body), 14);
    list.push(lineOf(member, offset));
    offset += member.length;
    return member;
  });
  const end = Buffer.alloc(22);
  end.write("PK\x05\x06");
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(Buffer.concat(list).length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...members, ...list, end]);
}

/** The line of the list at the end: most of it is the member's own header. */
function lineOf(member: Buffer, offset: number): Buffer {
  const name = member.readUInt16LE(26);
  const line = Buffer.alloc(46 + name);
  line.write("PK\x01\x02");
  member.copy(line, 6, 4, 30);
  line.writeUInt32LE(offset, 42);
  member.copy(line, 46, 30, 30 + name);
  return line;
}

function memberOf(entry: ZipEntry): Buffer {
  const plain = Buffer.from(entry.body);
  const body = entry.stored ? plain : deflateRawSync(plain);
  const name = Buffer.from(entry.name);
  const sizes = entry.sizesBehind ? Buffer.alloc(16) : sizesOf(body, plain, true);
  const extra = entry.zip64 ? Buffer.concat([Buffer.from([1, 0, 16, 0]), swapped(sizes)]) : Buffer.alloc(0);
  const header = Buffer.alloc(30);
  header.write("PK\x03\x04");
  header.writeUInt16LE((entry.encrypted ? 1 : 0) | (entry.sizesBehind ? 8 : 0), 6);
  header.writeUInt16LE(entry.method ?? (entry.stored ? 0 : 8), 8);
  if (entry.zip64) header.fill(0xff, 18, 26);
  else if (!entry.sizesBehind) sizesOf(body, plain, false).copy(header, 18);
  header.writeUInt16LE(name.length, 26);
  header.writeUInt16LE(extra.length, 28);
  return Buffer.concat([header, name, extra, body, descriptorOf(entry, body, plain)]);
}

function descriptorOf({ sizesBehind, zip64 = false }: ZipEntry, body: Buffer, plain: Buffer): Buffer {
  if (!sizesBehind) return Buffer.alloc(0);
  const mark = Buffer.from(sizesBehind === "marked" ? "PK\x07\x08" : "");
  return Buffer.concat([mark, Buffer.alloc(4, 0x5a), sizesOf(body, plain, zip64)]);
}

/** The packed size, then the other. */
function sizesOf(body: Buffer, plain: Buffer, wide: boolean): Buffer {
  const sizes = Buffer.alloc(wide ? 16 : 8);
  sizes.writeUInt32LE(body.length);
  sizes.writeUInt32LE(plain.length, wide ? 8 : 4);
  return sizes;
}

/** The extra field has them the other way round. */
function swapped(sizes: Buffer): Buffer {
  return Buffer.concat([sizes.subarray(8), sizes.subarray(0, 8)]);
}
