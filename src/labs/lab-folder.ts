import { join } from "node:path";
import type { Context } from "../context.ts";
import { isFilled } from "./fill.ts";
import type { LabFile } from "./lab-schema.ts";

/** What lies in a lab's folder, and around it. */
export interface LabFolder {
  /** Every file, by its path in the lab's folder: steps/1-look.md. */
  readonly files: readonly string[];
  /** What is in those that are text: lessons, Dockerfiles, .txt. */
  readonly texts: ReadonlyMap<string, string>;
  /** The Dockerfiles of the ladder, by the number of the rung. */
  readonly rungs: ReadonlyMap<number, string>;
  /** The files that lie around the Dockerfile: the lab's own app/, or the cat app. */
  readonly app: readonly string[];
  /** The ids of the labs before this one. */
  readonly earlier: readonly string[];
}

const STEP = /^steps\/[^/]*\.md$/;
const RUNG = /^(\d+)_\w+\.Dockerfile$/;

/** Reads a lab's folder. What an editor or a system leaves lying about in it is not seen. */
export async function readFolder(
  files: Context["files"],
  folder: string,
): Promise<Pick<LabFolder, "files" | "texts">> {
  const all = await listFolder(files, folder);
  const read = all
    .filter((path) => STEP.test(path) || isFilled(path))
    .map(async (path): Promise<[string, string]> => [path, (await files.read(join(folder, path))) ?? ""]);
  return { files: all, texts: new Map(await Promise.all(read)) };
}

/** The files of a lab's folder, by their paths in it, sorted; without what an editor or a system leaves lying about. */
export async function listFolder(files: Context["files"], folder: string): Promise<readonly string[]> {
  return (await files.folder(folder).list()).filter((path) => !isLitter(path)).sort();
}

function isLitter(path: string): boolean {
  return /(^|\/)(\.DS_Store|Thumbs\.db|\._[^/]*|\.[^/]*\.sw[a-p]|[^/]*~)$/.test(path);
}

/** What all labs share: the Dockerfiles of the ladder, and the files of the cat app. */
export async function readPackage(
  files: Context["files"],
  folder: string,
): Promise<Pick<LabFolder, "rungs"> & { readonly catApp: readonly string[] }> {
  const [rungs, catApp] = await Promise.all([
    readRungs(files, join(folder, "dockerfiles")),
    files.folder(join(folder, "cat_app")).list(),
  ]);
  return { rungs, catApp };
}

async function readRungs(files: Context["files"], folder: string): Promise<LabFolder["rungs"]> {
  const names = (await files.list(folder)).filter((name) => RUNG.test(name));
  const texts = names.map(async (name): Promise<[number, string]> => {
    return [Number(RUNG.exec(name)?.[1]), (await files.read(join(folder, name))) ?? ""];
  });
  return new Map(await Promise.all(texts));
}

/** The files below a folder of the lab, by their paths in it. */
export function filesBelow(folder: string, files: readonly string[]): string[] {
  return files.filter((path) => path.startsWith(`${folder}/`)).map((path) => path.slice(folder.length + 1));
}

/** The names of the folders in a folder of the lab: of the wrong attempts, of the other right answers. */
export function namesIn({ files }: Pick<LabFolder, "files">, folder: "alternatives" | "wrong"): string[] {
  const paths = files.map((path) => path.split("/")).filter(([first, , file]) => first === folder && file);
  return [...new Set(paths.map(([, name = ""]) => name))];
}

/** The names of all other right answers: those with a folder, and those that are edits alone. */
export function alternativesOf({ alternatives }: LabFile, files: readonly string[]): string[] {
  return [...new Set([...namesIn({ files }, "alternatives"), ...Object.keys(alternatives)])].sort();
}
