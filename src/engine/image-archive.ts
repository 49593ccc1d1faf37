import { join } from "node:path";
import type { Context, Engine, Host } from "../context.ts";
import { imageBytes } from "./image-bytes.ts";

type Outside = Pick<Context, "files" | "host" | "signal">;

/** Where the archives lie that tools look at. */
export function archivesFolder({ cacheFolder }: Pick<Host, "cacheFolder">): string {
  return join(cacheFolder, "archives");
}

/** So many images' archives stay for the next tool. */
const KEPT = 2;

/**
 * The path of an image's archive, which only its owner may read. One that was written for another tool serves again, so
 * that an image is exported once; the ones that were used least lately go.
 */
export async function imageArchive(outside: Outside, engine: Engine, imageId: string): Promise<string> {
  const { files, host, signal } = outside;
  const folder = archivesFolder(host);
  const name = `${imageId.replace(":", "-")}.tar`;
  await files.makeFolder(folder, 0o700);
  return files.locked(join(folder, "archives"), { signal, busy: { wait: () => {} } }, async () => {
    const path = join(folder, name);
    if (await files.exists(path)) await files.touch(path);
    else await files.saveImage(path, await imageBytes(outside, engine, imageId));
    await removeOlder(files, folder);
    return path;
  });
}

async function removeOlder(files: Outside["files"], folder: string): Promise<void> {
  const kept = (await files.usage(folder)).filter(({ name }) => name.endsWith(".tar"));
  const older = kept.sort((a, b) => b.used - a.used).slice(KEPT);
  for (const { name } of older) await files.remove(join(folder, name));
}
