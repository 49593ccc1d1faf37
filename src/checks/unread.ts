import type { Skipped } from "../image/image-reading.ts";
import type { Reading } from "./subject.ts";
import { couldNotCheck, type Judgement } from "./verdict.ts";

const PACKAGE_LIST = /^(var\/lib\/dpkg\/status(\.d\/.*)?|(usr\/)?lib\/apk\/db\/installed)$/;

/** What of a layer could not be read at all: neither its name nor what it is. */
export function unlisted(reading: Reading): Skipped[] {
  const listed = new Set(reading.entries.map(({ layer, path }) => `${layer}/${path}`));
  return reading.skipped.filter(({ layer, path }) => layer !== null && !listed.has(`${layer}/${path}`));
}

/** What could not be read and may name packages. */
export function unreadPackages(reading: Reading): Skipped[] {
  return [...reading.skipped.filter(({ path }) => PACKAGE_LIST.test(path)), ...unlisted(reading)];
}

/** The verdict where a part that matters was not read: nothing found there does not mean that nothing is there. */
export function notRead(expected: string, { path, layer, why }: Skipped): Judgement {
  const where = layer === null ? path : `${path} in layer ${layer}`;
  return couldNotCheck(
    expected,
    `${where} could not be searched: ${why}`,
    "Take out what cannot be read, or unpack it where it is made.",
  );
}
