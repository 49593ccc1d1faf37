/**
 * A zstd stream that holds the bytes in two frames of raw blocks behind a skippable frame: Node 20 cannot compress
 * with zstd. https://github.com/facebook/zstd/blob/dev/doc/zstd_compression_format.md
 */
export function zstdStored(bytes: Buffer): Buffer {
  const half = bytes.length >>> 1;
  const skippable = Buffer.from("502a4d1804000000deadbeef", "hex");
  return Buffer.concat([skippable, frame(bytes.subarray(0, half)), frame(bytes.subarray(half))]);
}

function frame(bytes: Buffer): Buffer {
  const blocks: Buffer[] = [];
  for (let at = 0; at === 0 || at < bytes.length; at += 65536) {
    const body = bytes.subarray(at, at + 65536);
    const header = Buffer.alloc(3);
    const last = at + 65536 >= bytes.length ? 1 : 0;
    header.writeUIntLE((body.length << 3) | last, 0, 3);
    blocks.push(header, body);
  }
  // Magic number, no content size, no check sum, a window of 1 MB.
  return Buffer.concat([Buffer.from("28b52ffd0050", "hex"), ...blocks]);
}
