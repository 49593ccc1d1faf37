import { constants, type Stats } from "node:fs";
import {
  access,
  appendFile,
  cp,
  link,
  mkdir,
  open,
  readdir,
  readFile,
  realpath,
  rename,
  rm,
  stat,
  statfs,
  utimes,
} from "node:fs/promises";
import { dirname, join, relative, sep } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import writeFileAtomic from "write-file-atomic";
import type { Files, LockOptions } from "../context.ts";
import { saveImage } from "./image-file.ts";
import { splitTar } from "./split-tar.ts";
import { withRoom } from "./with-room.ts";

/** A lock whose holder has not said for this long that it lives is free again. Milliseconds. */
const LOCK_STALE = 30_000;
const LOOK_EVERY = 500;
/** Large enough that each read is worth its price, small enough for a few at once. */
const CHUNK_BYTES = 1 << 20;

/** The file system. */
export const diskFiles: Files = {
  read: (path) => absentIs(null, () => readFile(path, "utf8")),
  readBytes: (path) => absentIs(null, () => readFile(path)),
  write: (path, content, mode = 0o644) => withRoom(path, () => writeFileAtomic(path, content, { mode })),
  append: (path, text) => withRoom(path, () => appendFile(path, text, { mode: 0o600 })),
  realPath: (path) => absentIs(null, () => realpath(path)),
  touch: async (path) => {
    await utimes(path, new Date(), new Date());
  },
  usage,
  exists: (path) => accessible(path, constants.F_OK),
  executable: (path) => accessible(path, constants.X_OK),
  list: (folder) => absentIs([], async () => (await readdir(folder)).sort()),
  makeFolder: async (path, mode = 0o755) => {
    await mkdir(path, { recursive: true, mode });
  },
  copyFolder: (from, to) => withRoom(to, () => copyFolder(from, to)),
  move: rename,
  link,
  remove: async (path) => {
    await rm(path, { recursive: true, force: true });
  },
  freeBytes: async (path) => {
    const disk = await statfs(path);
    return disk.bavail * disk.bsize;
  },
  bytes: async (path) => (await stat(path)).size,
  stamp: async (path) => stampOf(await stat(path)),
  kind: async (path) => {
    const found = await absentIs(null, () => stat(path));
    if (found === null) return null;
    return found.isDirectory() ? "folder" : "file";
  },
  stream,
  folder: (path) => ({ list: () => filesBelow(path), open: (name) => stream(join(path, name)) }),
  splitTar,
  saveImage,
  standardInput: () => (process.stdin.isTTY ? null : process.stdin),
  locked,
};

/** Not the time that a user may set, but the one that the file system keeps of every change. */
function stampOf({ size, ctimeMs, ino }: Stats): string {
  return `${size} ${ctimeMs} ${ino}`;
}

async function usage(folder: string): Promise<{ name: string; bytes: number; used: number }[]> {
  const names = await absentIs([], () => readdir(folder));
  const found = await Promise.all(
    // Another process may remove one meanwhile.
    names.map(async (name) => ({ name, stats: await absentIs(null, () => stat(join(folder, name))) })),
  );
  return found.flatMap(({ name, stats }) =>
    stats?.isFile() ? [{ name, bytes: stats.size, used: stats.mtimeMs }] : [],
  );
}

/** Two buffers in turn: one is read into while the other is worked on. */
async function* stream(path: string): AsyncGenerator<Uint8Array> {
  const file = await open(path);
  const buffers = [Buffer.allocUnsafeSlow(CHUNK_BYTES), Buffer.allocUnsafeSlow(CHUNK_BYTES)] as const;
  const readInto = (buffer: Buffer): Promise<Buffer> => {
    const reading = file.read(buffer, 0, CHUNK_BYTES).then(({ bytesRead }) => buffer.subarray(0, bytesRead));
    // Should nobody ask for it any more, its failure is nobody's.
    reading.catch(() => {});
    return reading;
  };
  let next = readInto(buffers[0]);
  try {
    for (let turn = 1; ; turn++) {
      const chunk = await next;
      if (chunk.length === 0) return;
      next = readInto(buffers[turn % 2 === 0 ? 0 : 1]);
      yield chunk;
    }
  } finally {
    await next.catch(() => {});
    await file.close();
  }
}

/** Regular files, and links to those that lie in the folder, too: somebody else's folder may link to anything. */
async function filesBelow(folder: string): Promise<string[]> {
  const root = await realpath(folder);
  const found = await readdir(root, { recursive: true, withFileTypes: true });
  const names: string[] = [];
  for (const entry of found) {
    const path = join(entry.parentPath, entry.name);
    const linked = entry.isSymbolicLink() ? await absentIs(null, () => realpath(path)) : null;
    const inside = linked?.startsWith(root + sep) && (await stat(linked)).isFile();
    if (entry.isFile() || inside) names.push(relative(root, path).split(sep).join("/"));
  }
  return names;
}

async function absentIs<T, A>(absent: A, look: () => Promise<T>): Promise<T | A> {
  try {
    return await look();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT" || code === "ENOTDIR") return absent;
    throw error;
  }
}

async function accessible(path: string, mode: number): Promise<boolean> {
  return access(path, mode).then(
    () => true,
    () => false,
  );
}

async function copyFolder(from: string, to: string): Promise<void> {
  const half = `${to}.${process.pid}.half`;
  await mkdir(dirname(to), { recursive: true });
  try {
    await cp(from, half, { recursive: true, errorOnExist: true });
    await rename(half, to);
  } finally {
    await rm(half, { recursive: true, force: true });
  }
}

async function locked<T>(
  path: string,
  { signal, busy, stale = LOCK_STALE }: LockOptions,
  work: () => Promise<T>,
): Promise<T> {
  let told = false;
  const tellOnce = (tell: () => void) => {
    if (!told) tell();
    told = true;
  };
  for (;;) {
    signal.throwIfAborted();
    const release = await tryLock(path, stale);
    if (release === null) {
      if ("fail" in busy) throw busy.fail();
      tellOnce(busy.wait);
      await pause(LOOK_EVERY, undefined, { signal }).catch(() => {});
      continue;
    }
    try {
      return await work();
    } finally {
      await release().catch(() => {});
    }
  }
}

/** A machine that slept did not say in time that it lives; on waking, the work goes on. */
function onCompromised(): void {}

async function tryLock(path: string, stale: number): Promise<(() => Promise<void>) | null> {
  const { lock } = await import("proper-lockfile");
  try {
    return await lock(path, { realpath: false, stale, update: stale / 6, onCompromised });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ELOCKED") return null;
    throw error;
  }
}
