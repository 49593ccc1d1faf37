import { randomBytes } from "node:crypto";
import { join } from "node:path";
import type { Context, Engine, Host } from "../context.ts";
import { imageBytes } from "./image-bytes.ts";

type Outside = Pick<Context, "files" | "host" | "signal">;

/** So many images' archives stay for the next tool, here and in volumes of an engine. */
export const KEPT_ARCHIVES = 2;
/** An archive that has been lent for longer was lent to somebody who is no more. Milliseconds. */
const LONGEST_LENT = 3_600_000;

/** Where the archives lie that tools look at. */
export function archivesFolder({ cacheFolder }: Pick<Host, "cacheFolder">): string {
  return join(cacheFolder, "archives");
}

/**
 * Does `work` with the path of an image's archive, which only its owner may read, and which nobody takes away meanwhile.
 * One that was written for another tool serves again, so that an image is exported once; the ones that were used least
 * lately go.
 */
export async function withArchive<T>(
  outside: Outside,
  engine: Engine,
  imageId: string,
  work: (path: string) => Promise<T>,
): Promise<T> {
  const { files, host, signal } = outside;
  const folder = archivesFolder(host);
  const path = join(folder, `${imageId.replace(":", "-")}.tar`);
  const lent = join(folder, `${randomBytes(6).toString("hex")}.lent`);
  await files.makeFolder(folder, 0o700);
  await files.locked(join(folder, "archives"), { signal, busy: { wait: () => {} } }, async () => {
    if (await files.exists(path)) await files.touch(path);
    else await files.saveImage(path, await imageBytes(outside, engine, imageId));
    await files.link(path, lent);
    await removeOlder(files, folder);
  });
  try {
    return await work(lent);
  } finally {
    await files.remove(lent);
  }
}

/** A lent archive is a second name for the file, so that it outlives the first. */
async function removeOlder(files: Outside["files"], folder: string): Promise<void> {
  const held = await files.usage(folder);
  const kept = held.filter(({ name }) => name.endsWith(".tar"));
  const older = kept.sort((a, b) => b.used - a.used).slice(KEPT_ARCHIVES);
  const forgotten = held.filter(
    ({ name, used }) => name.endsWith(".lent") && used < Date.now() - LONGEST_LENT,
  );
  for (const { name } of [...older, ...forgotten]) await files.remove(join(folder, name));
}
