import { createHash } from "node:crypto";
import { join } from "node:path";
import type { Context } from "../context.ts";

/** A digest of the names and the content of all files below a folder: the same for the same files, wherever they lie. */
export async function folderDigest({ files }: Pick<Context, "files">, folder: string): Promise<string> {
  const digest = createHash("sha256");
  for (const name of [...(await files.folder(folder).list())].sort()) {
    const bytes = (await files.readBytes(join(folder, name))) ?? "";
    digest.update(`${name}\n${bytes.length}\n`).update(bytes);
  }
  return digest.digest("hex");
}
