import { dirname } from "node:path";
import type { Files } from "../../context.ts";

/** Writes a Dockerfile to be built in place of the learner's own, with the ignore file that counts for theirs alone. */
export async function writeOther(
  files: Pick<Files, "read" | "write" | "makeFolder">,
  own: string,
  { path, text }: { readonly path: string; readonly text: string },
): Promise<void> {
  await files.makeFolder(dirname(path));
  await files.write(path, text);
  // It counts more than .dockerignore: https://docs.docker.com/build/concepts/context/#filename-and-location
  const ignored = await files.read(`${own}.dockerignore`);
  if (ignored !== null) await files.write(`${path}.dockerignore`, ignored);
}
