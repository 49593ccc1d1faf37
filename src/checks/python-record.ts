import { createHash } from "node:crypto";
import type { Package } from "../image/image-reading.ts";
import { pythonName } from "../image/python-name.ts";
import { finalSystem } from "./final-system.ts";
import type { Reading } from "./subject.ts";

/** https://packaging.python.org/en/latest/specifications/recording-installed-packages/ */
const RECORD = "RECORD";

/** Tells whether a file is of a Python package: its code, or the list of its files. */
export function isOfPackage(name: string): (path: string) => boolean {
  const module = pythonName(name).replaceAll("-", "_");
  return (path) => {
    const parts = path.split("/");
    const [folder = "", file = ""] = [parts.at(-2), parts.at(-1)];
    if (folder.endsWith(".dist-info")) return file === RECORD && distributionOf(folder) === pythonName(name);
    return file.endsWith(".py") && parts.includes(module);
  };
}

/** `flask` of `Flask-3.1.3.dist-info`. */
function distributionOf(folder: string): string {
  return pythonName(folder.replace(/-[^-]*\.dist-info$/, ""));
}

/**
 * The first file of a package that is not as its own list of files has it: the code of one release under the name of
 * another. The list itself where it is missing, or names the release by another number; null where every file is as it should be.
 * @throws Error where a file was not read
 */
export function unlikeItsRecord(
  reading: Reading,
  { path, version }: Pick<Package, "path" | "version">,
): string | null {
  const held = new Map(finalSystem(reading).names.map((one) => [one.path, one.entry]));
  const info = folderOf(path);
  const record = held.get(`${info}/${RECORD}`);
  if (!record) return `${info}/${RECORD}`;
  const rows = recordedIn(contentOf(record).toString());
  const isOther = (row: Recorded) => {
    const file = held.get(`${folderOf(info)}/${row.path}`);
    return file !== undefined && sha256Of(contentOf(file)) !== row.sha256;
  };
  const own = info.slice(info.lastIndexOf("/") + 1);
  const isOwn = own.endsWith(`-${version}.dist-info`) && rows.some((row) => row.path === `${own}/METADATA`);
  if (!isOwn) return `${info}/${RECORD}`;
  const isRead = isOfPackage(distributionOf(own));
  const other = rows.find((row) => isRead(row.path) && isOther(row));
  return other === undefined ? null : `${folderOf(info)}/${other.path}`;
}

interface Recorded {
  readonly path: string;
  /** As the list writes it. */
  readonly sha256: string;
}

/** The list names itself, too, and of itself no sum. */
function recordedIn(text: string): Recorded[] {
  return [...text.matchAll(/^"?([^",\r\n]+)"?,sha256=([\w-]+)=*,/gm)].map(([, path = "", sha256 = ""]) => ({
    path,
    sha256,
  }));
}

function sha256Of(bytes: Buffer): string {
  return createHash("sha256").update(bytes).digest("base64url");
}

function contentOf({ path, content }: Reading["entries"][number]): Buffer {
  if (content === null) throw new Error(`/${path} was not read`);
  return content;
}

function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf("/")));
}
