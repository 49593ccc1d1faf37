import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import { extract } from "tar-stream";

const MOST_DOCUMENT_BYTES = 4 << 20;

/**
 * What an archive says of its layers, and what they are: read by tar-stream and hashed here, with nothing of the
 * program's own reader.
 *
 * @param {string} path a docker archive or an OCI layout, not compressed as a whole
 * @returns {Promise<{ said: string[], found: Set<string> }>} the diff ids in the configuration; the digests of all
 *   files of the archive, unpacked where they were packed with gzip
 */
export async function archiveDigests(path) {
  const documents = new Map();
  const found = new Set();
  for await (const entry of createReadStream(path, { highWaterMark: 1 << 20 }).pipe(extract())) {
    const { digest, text } = await readEntry(entry);
    found.add(digest);
    documents.set(entry.header.name, text);
  }
  const json = (name) => (documents.has(name) ? JSON.parse(documents.get(name)) : null);
  return { said: configOf(json).rootfs.diff_ids, found };
}

/** Reads an entry to its end, in any case: the next one comes only then. */
async function readEntry(entry) {
  const hash = createHash("sha256");
  const parts = [];
  const isSmall = entry.header.size <= MOST_DOCUMENT_BYTES;
  const chunks = entry[Symbol.asyncIterator]();
  const first = (await chunks.next()).value ?? Buffer.alloc(0);
  const isPacked = first[0] === 0x1f && first[1] === 0x8b;
  await pipeline([
    Readable.from(withFirst(first, chunks)),
    ...(isPacked ? [createGunzip()] : []),
    async (source) => {
      for await (const part of source) {
        hash.update(part);
        if (isSmall && !isPacked) parts.push(part);
      }
    },
  ]);
  return { digest: `sha256:${hash.digest("hex")}`, text: parts.join("") };
}

async function* withFirst(first, others) {
  yield first;
  yield* { [Symbol.asyncIterator]: () => others };
}

function configOf(json) {
  const [listed] = json("manifest.json") ?? [];
  if (listed) return json(listed.Config);
  const blob = ({ digest }) => json(`blobs/${digest.replace(":", "/")}`);
  return blob(blob(json("index.json").manifests[0]).config);
}
