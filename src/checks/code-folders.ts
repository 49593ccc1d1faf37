import { posix } from "node:path";
import type { ListedEntry } from "../image/image-reading.ts";
import { finalSystem } from "./final-system.ts";
import type { Reading } from "./subject.ts";

/** What Python and its templates are run from. */
const CODE = /\.(py|so|html)$/;
const MOST = 200;

/** The folders of the final file system that have all these files, as absolute paths: an app's code, wherever it lies. */
export function foldersWith(reading: Reading, files: readonly string[]): string[] {
  const [first = "", ...others] = files;
  const paths = new Set(finalSystem(reading).names.map(({ path }) => `/${path}`));
  return [...paths].flatMap((path) => {
    if (!path.endsWith(`/${first}`)) return [];
    const folder = path.slice(0, -first.length - 1);
    return others.every((file) => paths.has(`${folder}/${file}`)) ? [folder] : [];
  });
}

/** The folders that Python packages lie in, and those of their virtual environments, as absolute paths. */
export function packageFolders(reading: Reading): string[] {
  // Beside what a package says of itself, which is a folder or a file.
  const installed = reading.packages.filter(({ type, removed }) => type === "python" && !removed);
  const metadata = installed.map(({ path }) => path.replace(/\/(METADATA|PKG-INFO)$/, ""));
  const folders = [...new Set(metadata.map((path) => `/${posix.dirname(path)}`))];
  const environments = foldersWith(reading, ["pyvenv.cfg"]);
  return [
    ...folders,
    ...environments.filter((one) => folders.some((folder) => folder.startsWith(`${one}/`))),
  ];
}

/**
 * What of the code below these folders may be somebody else's than root's to write, files and the folders that they lie
 * in, but for what lies in the `other` ones; at most 200 of them. Whether the app may is to be asked.
 */
export function looseCode(reading: Reading, folders: readonly string[], other: readonly string[]): string[] {
  const isIn = (path: string, all: readonly string[]) => all.some((one) => `/${path}`.startsWith(`${one}/`));
  const held = reading.entries.filter(
    ({ final, kind, path }) => final && (kind === "file" || kind === "folder") && !isIn(path, other),
  );
  const code = held.filter(({ kind, path }) => kind === "file" && CODE.test(path) && isIn(path, folders));
  const around = new Set(code.map(({ path }) => posix.dirname(path)));
  const loose = [...held.filter(({ kind, path }) => kind === "folder" && around.has(path)), ...code].filter(
    isLoose,
  );
  return [...new Set(loose.map(({ path }) => `/${path}`))].slice(0, MOST);
}

function isLoose({ uid, mode }: ListedEntry): boolean {
  return uid !== 0 || (mode & 0o022) !== 0;
}
