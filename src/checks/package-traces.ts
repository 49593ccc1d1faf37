import type { Package } from "../image/image-reading.ts";
import { pythonName } from "../image/python-name.ts";
import { finalSystem } from "./final-system.ts";
import type { Reading } from "./subject.ts";

/** A package whose files are there, though no list names it: its version is not known. */
export type Trace = Omit<Package, "version">;

/** dpkg takes these away when it removes a package; lists of files stay until it is purged. */
const DPKG_SUMS = /^var\/lib\/dpkg\/info\/([^/:]+)(:[^/:]+)?\.md5sums$/;
const PYTHON_CODE = /(?:^|\/)(?:site|dist)-packages\/([^/]+)\/__init__\.py$/;

/** The packages that left files of their own in a layer. Of Python's, only those whose code lies under their own name. */
export function tracesOf(reading: Reading): Trace[] {
  const final = new Set(finalSystem(reading).names.map(({ entry }) => entry));
  return reading.entries.flatMap((entry): Trace[] => {
    const { path, layer, kind } = entry;
    if (kind !== "file") return [];
    const [deb, python] = [DPKG_SUMS.exec(path)?.[1], PYTHON_CODE.exec(path)?.[1]];
    const where = { layer, path, removed: !final.has(entry) };
    if (deb) return [{ type: "deb", name: deb, ...where }];
    return python ? [{ type: "python", name: pythonName(python), ...where }] : [];
  });
}

const LISTS = {
  deb: /^var(\/lib(\/dpkg(\/status(\.d)?)?)?)?$/,
  apk: /^(usr|lib|usr\/lib|((usr\/)?lib\/apk(\/db(\/installed)?)?))$/,
};

/** Where a list of packages was taken away, without the packages: its type, and the layer that did it. */
export function lostList(
  { packages, entries }: Reading,
  types: ReadonlySet<string | undefined>,
): LostList | null {
  for (const type of ["deb", "apk"] as const) {
    const listed = types.has(type) ? packages.filter((one) => one.type === type) : [];
    const last = entries.findLast(({ path, kind }) => kind !== "folder" && LISTS[type].test(path));
    if (listed.length > 0 && listed.every(({ removed }) => removed) && last) return { type, ...last };
  }
  return null;
}

interface LostList {
  readonly type: "deb" | "apk";
  readonly layer: number;
  readonly path: string;
}
