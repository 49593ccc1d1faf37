type Read = { [name: string]: string | Read };

/**
 * What is in a bbolt file that has no branches, read as bbolt reads it: from the page that the newest meta page names.
 * @throws Error where a page is not what it should be
 */
export function readBolt(file: Buffer): Read {
  const pageSize = file.readUInt32LE(16 + 8);
  const newest = [0, 1].sort((a, b) => txid(file, b * pageSize) - txid(file, a * pageSize))[0] ?? 0;
  const meta = newest * pageSize + 16;
  if (file.readUInt32LE(meta) !== 0xed0cdaed) throw new Error("no magic number");
  if (file.readBigUInt64LE(meta + 56) !== checksum(file.subarray(meta, meta + 56)))
    throw new Error("bad checksum");
  return leaf(file, pageSize, Number(file.readBigUInt64LE(meta + 16)));
}

const txid = (file: Buffer, page: number) => Number(file.readBigUInt64LE(page + 16 + 48));

function leaf(file: Buffer, pageSize: number, number: number): Read {
  const at = number * pageSize;
  if (Number(file.readBigUInt64LE(at)) !== number) throw new Error(`page ${number} says that it is another`);
  if (file.readUInt16LE(at + 8) !== 2) throw new Error(`page ${number} is no leaf`);
  const read: Read = {};
  for (let index = 0; index < file.readUInt16LE(at + 10); index++) {
    const element = at + 16 + index * 16;
    const [flags, position, keyBytes, valueBytes] = [0, 4, 8, 12].map((field) =>
      file.readUInt32LE(element + field),
    );
    const keyAt = element + (position ?? 0);
    const valueAt = keyAt + (keyBytes ?? 0);
    const value = file.subarray(valueAt, valueAt + (valueBytes ?? 0));
    read[file.toString("utf8", keyAt, valueAt)] =
      flags === 1 ? leaf(file, pageSize, Number(value.readBigUInt64LE(0))) : value.toString("utf8");
  }
  return read;
}

function checksum(bytes: Buffer): bigint {
  let hash = 0xcbf29ce484222325n;
  for (const byte of bytes) hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n);
  return hash;
}
