import type { Package } from "../image/image-reading.ts";
import { pythonName } from "../image/python-name.ts";
import { finalSystem } from "./final-system.ts";
import { layerEvidence } from "./places.ts";
import { environmentWith } from "./python-environment.ts";
import { unlikeItsRecord } from "./python-record.ts";
import type { Reading } from "./subject.ts";
import { type Judgement, notYet } from "./verdict.ts";

/** A Python package, and its first release without the vulnerability. */
export interface MendedPython {
  readonly name: string;
  readonly mended: string;
}

const UPDATE = "Let your lock name the mended release, and build again.";

/** What of a vulnerable release is still there, by the files alone; null where only a mended one is, or none. */
export function stillPython(
  reading: Reading,
  { name, mended }: MendedPython,
  { expected, tag }: { expected: string; tag: string },
): Judgement | null {
  const listed = reading.packages.filter(
    (one) => one.type === "python" && !one.removed && pythonName(one.name) === pythonName(name),
  );
  const command = `size-matters inspect ${tag} --packages`;
  const say = (rule: string, actual: string, at: { layer: number; path: string }, next: string) =>
    notYet({ rule, expected, actual }, [layerEvidence(reading, at.layer, `/${at.path}`)], next, command);
  const old = listed.find((one) => isOlder(one.version, mended));
  if (old) return say("installed", `installed: ${name} ${old.version}`, old, UPDATE);
  const unlisted = environmentWith(reading, name)?.unlisted;
  if (unlisted) return say("evidence", removed(name), unlisted, UPDATE);
  const [strange] = listed.flatMap((one) => strangeFile(reading, one));
  if (!strange) return null;
  const actual = `${name} ${strange.version} is what is written there. ${strange.what}`;
  return say("code", actual, strange, UPDATE);
}

const removed = (name: string) =>
  `${name} is here, and nothing says which release. You removed the evidence, not the package.`;

function strangeFile(reading: Reading, one: Package) {
  const path = unlikeItsRecord(reading, one);
  if (path === null) return [];
  const layer = finalSystem(reading).names.find((held) => held.path === path)?.entry.layer;
  const what = path.endsWith("/RECORD")
    ? "The list of its files is gone, or another release's."
    : "The code is another release's.";
  return [{ version: one.version, path, layer: layer ?? one.layer, what }];
}

/** Compares releases by their numbers. */
function isOlder(version: string, mended: string): boolean {
  const [left, right] = [numbersOf(version), numbersOf(mended)];
  const at = right.findIndex((number, index) => number !== (left[index] ?? 0));
  return at >= 0 && (left[at] ?? 0) < (right[at] ?? 0);
}

function numbersOf(version: string): number[] {
  return (/^\d+(\.\d+)*/.exec(version)?.[0] ?? "0").split(".").map(Number);
}
