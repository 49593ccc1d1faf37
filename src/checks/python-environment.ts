import type { Package } from "../image/image-reading.ts";
import { pythonName } from "../image/python-name.ts";
import { finalSystem } from "./final-system.ts";
import type { Reading } from "./subject.ts";

/** The folders that a program's packages are imported from. */
export interface Environment {
  /** What is installed there, by the lists of the packages themselves. */
  readonly packages: readonly Package[];
  /** The code of the package it is known by, in a folder where no list names it; null where every one is listed. */
  readonly unlisted: { readonly path: string; readonly layer: number } | null;
}

/** Every folder of the final file system in which this package lies, and what lies beside it. Null: there is none. */
export function environmentWith(reading: Reading, name: string): Environment | null {
  const installed = reading.packages.filter(({ type, removed }) => type === "python" && !removed);
  const listed = new Set(installed.filter((one) => pythonName(one.name) === pythonName(name)).map(folderOf));
  const code = codeOf(reading, name);
  const folders = new Set([...listed, ...code.map(({ folder }) => folder)]);
  if (folders.size === 0) return null;
  return {
    packages: installed.filter((one) => folders.has(folderOf(one))),
    unlisted: code.find(({ folder }) => !listed.has(folder)) ?? null,
  };
}

/** `lib/site-packages` of `lib/site-packages/flask-3.dist-info/METADATA`. */
function folderOf({ path }: Pick<Package, "path">): string {
  const list = path.replace(/\/(METADATA|PKG-INFO)$/, "");
  return list.slice(0, Math.max(0, list.lastIndexOf("/")));
}

function codeOf(reading: Reading, name: string): { folder: string; path: string; layer: number }[] {
  const end = `/${pythonName(name).replaceAll("-", "_")}/__init__.py`;
  return finalSystem(reading).names.flatMap(({ path, entry }) =>
    path.endsWith(end) ? [{ folder: path.slice(0, -end.length), path, layer: entry.layer }] : [],
  );
}
