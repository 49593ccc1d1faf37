import { type FileHandle, open, rename, rm } from "node:fs/promises";
import { pack } from "tar-stream";
import type { ImageBytes, ImageFolder } from "../context.ts";
import { withRoom } from "./with-room.ts";

const BLOCK = 512;

/** Writes an image's archive, whole or not at all, to a file that only its owner may read. */
export function saveImage(path: string, bytes: ImageBytes): Promise<void> {
  return withRoom(path, async () => {
    const half = `${path}.${process.pid}.half`;
    const file = await open(half, "w", 0o600);
    try {
      await ("list" in bytes ? writeTar(file, bytes) : writeChunks(file, bytes, 0));
      await file.close();
      await rename(half, path);
    } finally {
      await file.close().catch(() => {});
      await rm(half, { force: true });
    }
  });
}

/** What is between the files is never written: a hole reads as zeros, as a tar wants them. */
async function writeTar(file: FileHandle, folder: ImageFolder): Promise<void> {
  let at = 0;
  for (const name of await folder.list()) {
    const size = await writeChunks(file, folder.open(name), at + BLOCK);
    await writeAll(file, await headerOf(name, size), at);
    at += BLOCK + Math.ceil(size / BLOCK) * BLOCK;
  }
  await file.truncate(at + 2 * BLOCK);
}

/** Gives how many bytes there were. */
async function writeChunks(file: FileHandle, chunks: AsyncIterable<Uint8Array>, at: number): Promise<number> {
  let written = 0;
  for await (const chunk of chunks) {
    await writeAll(file, chunk, at + written);
    written += chunk.length;
  }
  return written;
}

async function writeAll(file: FileHandle, chunk: Uint8Array, at: number): Promise<void> {
  for (let done = 0; done < chunk.length; ) {
    const { bytesWritten } = await file.write(chunk, done, chunk.length - done, at + done);
    done += bytesWritten;
  }
}

/** The size is known only behind the file, so the header is made apart from it. */
async function headerOf(name: string, size: number): Promise<Uint8Array> {
  const archive = pack();
  archive.entry({ name, size });
  for await (const header of archive) return header as Uint8Array;
  throw new Error("a tar without a header");
}
