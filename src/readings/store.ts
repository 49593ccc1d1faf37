import { createHash } from "node:crypto";
import { join } from "node:path";
import { promisify } from "node:util";
import { gunzip, gzip } from "node:zlib";
import type { Files } from "../context.ts";

const [pack, unpack] = [promisify(gzip), promisify(gunzip)];
const DIGEST_BYTES = 32;
const MOST_BYTES = 128 << 20;
/** When it is full, room is made for more than the next one. */
const KEPT_SHARE = 0.8;

/** Documents in a folder, each with a digest of its own: one that is broken is as good as absent. */
export interface Store {
  get(key: string): Promise<unknown>;
  put(key: string, document: object): Promise<void>;
}

/**
 * A store in a folder. Files are written whole or not at all, so several processes may use it at once; the ones that
 * were used least lately go when it holds more than `most` bytes. Nothing about it ever fails: a cache that cannot be
 * read or written is an empty one.
 */
export function storeIn(files: Files, folder: string, most = MOST_BYTES): Store {
  return {
    get: (key) => orNull(() => read(files, join(folder, key))),
    put: async (key, document) => {
      await orNull(async () => {
        await files.makeFolder(folder, 0o700);
        await write(files, join(folder, key), document);
        await trim(files, folder, most);
      });
    },
  };
}

async function orNull<T>(work: () => Promise<T>): Promise<T | null> {
  return work().catch(() => null);
}

async function read(files: Files, path: string): Promise<unknown> {
  const bytes = await files.readBytes(path);
  if (bytes === null || !bytes.subarray(0, DIGEST_BYTES).equals(digest(bytes.subarray(DIGEST_BYTES))))
    return null;
  await files.touch(path);
  return JSON.parse((await unpack(bytes.subarray(DIGEST_BYTES))).toString("utf8"));
}

async function write(files: Files, path: string, document: object): Promise<void> {
  const packed = await pack(JSON.stringify(document), { level: 1 });
  await files.write(path, Buffer.concat([digest(packed), packed]), 0o600);
}

function digest(bytes: Buffer): Buffer {
  return createHash("sha256").update(bytes).digest();
}

async function trim(files: Files, folder: string, most: number): Promise<void> {
  const held = await files.usage(folder);
  let total = held.reduce((sum, { bytes }) => sum + bytes, 0);
  if (total <= most) return;
  for (const { name, bytes } of held.sort((a, b) => a.used - b.used)) {
    if (total <= most * KEPT_SHARE) return;
    await files.remove(join(folder, name));
    total -= bytes;
  }
}
