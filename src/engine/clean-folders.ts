import { join } from "node:path";
import { trivyDatabaseFolder } from "../cache-folders.ts";
import type { CleanItem, CleanOptions, Context } from "../context.ts";
import { archivesFolder } from "./image-archive.ts";

type Outside = Pick<Context, "files" | "host">;

interface Folder {
  readonly folder: string;
  readonly says: string;
}

/** The folders beside the engines that hold anything; with `all`, also those that all workspaces share. */
export async function foldersToClean(
  outside: Outside,
  { all }: Pick<CleanOptions, "all">,
): Promise<CleanItem[]> {
  const { files } = outside;
  const held = [...(all ? sharedFolders(outside) : []), ...ownFolders(outside)];
  const there = await Promise.all(held.map(async ({ folder }) => (await files.list(folder)).length > 0));
  return held
    .filter((_, index) => there[index])
    .map(({ folder, says }) => ({
      ...{ kind: "folder" as const, id: folder, says: `${says}, in ${folder}` },
      remove: () => files.remove(folder),
    }));
}

/** What lies in folders: archives of images, which hold what the images hold, and what was fetched for a tool. */
function ownFolders({ host }: Outside): Folder[] {
  return [
    { folder: archivesFolder(host), says: "the archives of images that tools were run on" },
    { folder: trivyDatabaseFolder(host), says: "trivy's own database" },
  ];
}

/** What all workspaces share in folders. The workspaces of proofs outlive them, and hold a token. */
function sharedFolders({ host }: Outside): Folder[] {
  const ofData = (name: string) => join(host.dataFolder, name);
  return [
    { folder: ofData("prove"), says: "the workspaces in which labs were proved" },
    { folder: ofData("builders"), says: "notes on who can build on which engine" },
    { folder: ofData("tool-caches"), says: "notes on the volumes that tools read" },
    { folder: ofData("tool-archives"), says: "notes on the volumes that hold archives" },
    { folder: join(host.cacheFolder, "versions"), says: "notes on the tools' versions" },
  ];
}
