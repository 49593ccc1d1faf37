import type { ListedEntry } from "../image/image-reading.ts";
import { finalSystem } from "./final-system.ts";
import type { Reading } from "./subject.ts";

const SYSTEM_FOLDER = /^(usr\/)?s?bin\//;
const PACKAGE_LIST = /^(var\/lib\/dpkg\/status|(usr\/)?lib\/apk\/db\/installed)$/;

/** Whether somebody has the right to run it. */
export function mayRun({ mode }: Pick<ListedEntry, "mode">): boolean {
  return (mode & 0o111) !== 0;
}

/** Whether a file that may be run is looked at as a script: the reader must have its first bytes. */
export function mayBeScript(path: string): boolean {
  return /(^|\/)s?bin\/[^/]+$/.test(path);
}

/**
 * The files of the final file system that may be run and that the learner's layers brought. What a package manager put
 * into the system's folders is not theirs: whether those scripts have what they need is the packages' affair.
 */
export function ownPrograms(reading: Reading, isOwn: (layer: number) => boolean): ListedEntry[] {
  const managed = new Set(
    reading.entries
      .filter(({ path, kind }) => kind === "file" && PACKAGE_LIST.test(path))
      .map(({ layer }) => layer),
  );
  const entries = new Set(finalSystem(reading).names.map(({ entry }) => entry));
  return [...entries].filter(
    (entry) =>
      entry.kind === "file" &&
      mayRun(entry) &&
      isOwn(entry.layer) &&
      !(managed.has(entry.layer) && SYSTEM_FOLDER.test(entry.path)),
  );
}
