/** What is in a bucket of a bbolt file: values, and buckets of their own, by their names. */
export interface BoltBucket {
  readonly [name: string]: string | BoltBucket;
}

/** https://github.com/etcd-io/bbolt/blob/v1.3.11/db.go and page.go */
const MAGIC = 0xed0cdaed;
const VERSION = 2;
const PAGE = 4096;
const PAGE_HEADER = 16;
const ELEMENT = 16;
const META_BYTES = 64;
const IS_LEAF = 0x02;
const IS_META = 0x04;
const IS_FREELIST = 0x10;
const IS_BUCKET = 1;

/** The pages before the first bucket's: two that say where all begins, and the list of free ones. */
const FREELIST_AT = 2;
const FIRST_FREE = 3;

/** bbolt maps no less than this, and always a power of two. Bytes. */
const SMALLEST_FILE = 32_768;

/** A page holds its number of keys in 16 bits. */
const MOST_KEYS = 0xfffe;

/**
 * A bbolt file for reading: its bytes. Each bucket is one leaf, as long as it needs to be, so that there are no branches;
 * nothing is free.
 */
export function boltFile(root: BoltBucket): Buffer {
  const leaves: Buffer[] = [];
  const rootAt = addBucket(root, leaves, { next: FIRST_FREE });
  const pages = leaves.reduce((sum, { length }) => sum + length / PAGE, FIRST_FREE);
  const file = Buffer.alloc(Math.max(SMALLEST_FILE, 2 ** Math.ceil(Math.log2(pages * PAGE))));
  metaPage(0, rootAt, pages).copy(file, 0);
  metaPage(1, rootAt, pages).copy(file, PAGE);
  pageHeader(FREELIST_AT, IS_FREELIST, 0, 1).copy(file, FREELIST_AT * PAGE);
  Buffer.concat(leaves).copy(file, FIRST_FREE * PAGE);
  return file;
}

/** Adds a bucket's leaf behind those of the buckets in it. Gives the number of its first page. */
function addBucket(bucket: BoltBucket, leaves: Buffer[], free: { next: number }): number {
  const entries = Object.entries(bucket).map(([name, value]) => {
    const isText = typeof value === "string";
    const bytes = isText ? Buffer.from(value) : bucketHeader(addBucket(value, leaves, free));
    return { key: Buffer.from(name), value: bytes, flags: isText ? 0 : IS_BUCKET };
  });
  const at = free.next;
  const leaf = leafPage(
    at,
    entries.sort((a, b) => Buffer.compare(a.key, b.key)),
  );
  leaves.push(leaf);
  free.next += leaf.length / PAGE;
  return at;
}

interface Entry {
  readonly key: Buffer;
  readonly value: Buffer;
  readonly flags: number;
}

function leafPage(at: number, entries: readonly Entry[]): Buffer {
  if (entries.length > MOST_KEYS) throw new Error(`${entries.length} keys are too many for one leaf`);
  const elements = Buffer.alloc(entries.length * ELEMENT);
  let data = elements.length;
  entries.forEach(({ key, value, flags }, index) => {
    const element = index * ELEMENT;
    // Where its key begins, seen from the element itself.
    [flags, data - element, key.length, value.length].forEach((number, field) => {
      elements.writeUInt32LE(number, element + field * 4);
    });
    data += key.length + value.length;
  });
  const pages = Math.ceil((PAGE_HEADER + data) / PAGE);
  const content = [elements, ...entries.flatMap(({ key, value }) => [key, value])];
  return Buffer.concat([pageHeader(at, IS_LEAF, entries.length, pages), ...content], pages * PAGE);
}

function pageHeader(at: number, kind: number, count: number, pages: number): Buffer {
  const header = Buffer.alloc(PAGE_HEADER);
  header.writeBigUInt64LE(BigInt(at), 0);
  header.writeUInt16LE(kind, 8);
  header.writeUInt16LE(count, 10);
  header.writeUInt32LE(pages - 1, 12);
  return header;
}

/** Where a bucket's leaf is. The sequence is 0. */
function bucketHeader(rootAt: number): Buffer {
  const header = Buffer.alloc(16);
  header.writeBigUInt64LE(BigInt(rootAt), 0);
  return header;
}

function metaPage(at: number, rootAt: number, pages: number): Buffer {
  const meta = Buffer.alloc(META_BYTES);
  [MAGIC, VERSION, PAGE].forEach((number, field) => {
    meta.writeUInt32LE(number, field * 4);
  });
  bucketHeader(rootAt).copy(meta, 16);
  [FREELIST_AT, pages, at].forEach((number, field) => {
    meta.writeBigUInt64LE(BigInt(number), 32 + field * 8);
  });
  meta.writeBigUInt64LE(fnv1a(meta.subarray(0, META_BYTES - 8)), META_BYTES - 8);
  return Buffer.concat([pageHeader(at, IS_META, 0, 1), meta]);
}

/** The 64-bit FNV-1a hash. http://www.isthe.com/chongo/tech/comp/fnv/ */
function fnv1a(bytes: Uint8Array): bigint {
  return bytes.reduce(
    (hash, byte) => BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n),
    0xcbf29ce484222325n,
  );
}
