import { text } from "node:stream/consumers";
import { pipeline } from "node:stream/promises";
import type Docker from "dockerode";
import { extract, type Pack, pack } from "tar-stream";
import type { ContainerFile, PutFile, SizedBytes } from "../context.ts";

/** Puts a file into a container. */
export async function putFile(
  docker: Docker,
  container: string,
  folder: string,
  file: PutFile,
): Promise<void> {
  const archive = pack();
  const { name, mode, owner = 0 } = file;
  archive.entry({ name, mode, uid: owner, gid: owner }, file.text);
  archive.finalize();
  await put(docker, container, folder, archive);
}

/** Puts files and links into a folder of a container, in one request. */
export async function putFiles(
  docker: Docker,
  container: string,
  folder: string,
  files: readonly ContainerFile[],
): Promise<void> {
  const archive = pack();
  for (const file of files) {
    if ("linkTo" in file) archive.entry({ name: file.name, type: "symlink", linkname: file.linkTo });
    else archive.entry({ name: file.name, mode: 0o644 }, file.content);
  }
  archive.finalize();
  await put(docker, container, folder, archive);
}

/** Puts a large file into a container, as it comes. Its chunks may be used again, so each is copied. */
export async function putBytes(
  docker: Docker,
  container: string,
  folder: string,
  { name, content }: { name: string; content: SizedBytes },
): Promise<void> {
  const archive = pack();
  const entry = archive.entry({ name, mode: 0o644, size: content.bytes });
  const copies = async function* () {
    for await (const chunk of content.chunks) yield Buffer.from(chunk);
  };
  const written = pipeline(copies(), entry).then(() => archive.finalize());
  await Promise.all([put(docker, container, folder, archive), written]);
}

async function put(docker: Docker, container: string, path: string, archive: Pack): Promise<void> {
  await docker.getContainer(container).putArchive(archive as unknown as NodeJS.ReadableStream, { path });
}

/** The text of a file in a container. */
export async function fileIn(docker: Docker, container: string, path: string): Promise<string> {
  const archive = await docker.getContainer(container).getArchive({ path });
  const entries = extract();
  archive.on("error", (error) => entries.destroy(error)).pipe(entries);
  let found = "";
  for await (const entry of entries) found += await text(entry);
  return found;
}
