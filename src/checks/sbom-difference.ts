import { pythonName } from "../image/python-name.ts";
import { isNamed } from "./package-names.ts";
import { fewOf } from "./places.ts";
import type { ListedPackage } from "./sbom.ts";

/** What a list of an image must name and what it may name, each by its key. */
export interface Held {
  readonly must: ReadonlyMap<string, ListedPackage>;
  readonly may: ReadonlyMap<string, ListedPackage>;
}

interface Found {
  readonly type: string;
  readonly name: string;
  readonly version: string;
  readonly removed?: boolean;
}

/** What our reader and syft both find must be listed; what either finds may be. */
export function listsOf(ours: readonly Found[], syfts: readonly Found[]): Held {
  const [first, second] = [byKey(ours), byKey(syfts)];
  return {
    must: new Map([...first].filter(([key]) => second.has(key))),
    may: new Map([...first, ...second]),
  };
}

function byKey(all: readonly Found[]): Map<string, ListedPackage> {
  const counted = all.filter(({ removed = false }) => !removed).flatMap(ofKind);
  return new Map(counted.map((one) => [keyOf(one), one]));
}

function ofKind({ type, name, version }: Found): ListedPackage[] {
  return type === "deb" || type === "python" ? [{ type, name, version }] : [];
}

function nameOf({ type, name }: ListedPackage): string {
  return `${type}:${type === "python" ? pythonName(name) : name}`;
}

function keyOf(one: ListedPackage): string {
  return `${nameOf(one)} ${one.version}`;
}

/** Where a list says something else, in a sentence, with all the names; null where it does not. */
export function differenceFrom(
  held: Held,
  listed: readonly ListedPackage[],
  namedFirst: readonly string[],
): { readonly says: string; readonly all: string } | null {
  const [difference] = differencesOf(held, listed).filter(({ found }) => found.length > 0);
  if (!difference) return null;
  const rank = (one: ListedPackage) => rankOf(one, namedFirst);
  const found = [...difference.found].sort((a, b) => rank(a) - rank(b));
  const [says = ""] = found.map(difference.says);
  return { says, all: fewOf(found.map(fullName), 12) };
}

interface Difference {
  readonly found: readonly ListedPackage[];
  readonly says: (one: ListedPackage) => string;
}

/** All that may be different, the worst first. */
function differencesOf({ must, may }: Held, listed: readonly ListedPackage[]): Difference[] {
  const keys = new Set(listed.map(keyOf));
  const [heldNames, listedNames] = [namesOf(may.values()), namesOf(listed)];
  const beside = listed.filter((one) => !may.has(keyOf(one)));
  const lacking = [...must.values()].filter((one) => !keys.has(keyOf(one)));
  const strange = beside.filter((one) => !heldNames.has(nameOf(one)));
  const unnamed = lacking.filter((one) => !listedNames.has(nameOf(one)));
  return [
    { found: strange, says: ({ name }) => `${name} is listed; it is not here.` },
    { found: unnamed, says: ({ name }) => `${name} is missing; it is here.` },
    { found: beside, says: (one) => `${fullName(one)} is listed; here it is another version.` },
    { found: lacking, says: (one) => `${fullName(one)} is missing; it is here.` },
  ];
}

function fullName({ name, version }: ListedPackage): string {
  return `${name} ${version}`;
}

function namesOf(all: Iterable<ListedPackage>): Set<string> {
  return new Set([...all].map(nameOf));
}

/** Lower is named earlier: what the lab names, in its order, then what Python has, then Debian. */
function rankOf(one: ListedPackage, namedFirst: readonly string[]): number {
  const index = namedFirst.findIndex((pattern) => isNamed(one, pattern));
  if (index >= 0) return index;
  return namedFirst.length + (one.type === "python" ? 0 : 1);
}
