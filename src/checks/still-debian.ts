import { finalSystem } from "./final-system.ts";
import { lostList, tracesOf } from "./package-traces.ts";
import { matcherOf } from "./paths.ts";
import { layerEvidence } from "./places.ts";
import type { Reading } from "./subject.ts";
import { type Judgement, notYet } from "./verdict.ts";

/** A package of Debian that no version mends, and files that it brings. */
export interface UnmendedDebian {
  readonly name: string;
  readonly files: readonly string[];
}

interface Told {
  readonly expected: string;
  readonly tag: string;
  /** The instructions of the learner's Dockerfile, as written. */
  readonly written: readonly string[];
}

const ANOTHER_BASE = "Which base does not bring it? Let the last stage stand on that one.";

/** What of a package is still there, by the files alone; null where nothing is. */
export function stillDebian(
  reading: Reading,
  { name, files }: UnmendedDebian,
  { expected, tag, written }: Told,
): Judgement | null {
  const command = `size-matters inspect ${tag} --packages`;
  const say = (rule: string, actual: string, at: { layer: number; path: string }) =>
    notYet(
      { rule, expected, actual },
      [layerEvidence(reading, at.layer, `/${at.path}`)],
      ANOTHER_BASE,
      command,
    );
  const isIt = (one: { type: string; name: string; removed: boolean }) =>
    one.type === "deb" && one.name === name && !one.removed;
  const installed = reading.packages.find(isIt);
  if (installed) {
    const words = [aboutUpgrade(reading, written), `installed: ${name} ${installed.version}`];
    return say("installed", words.filter(Boolean).join(" "), installed);
  }
  const lost = lostList(reading, new Set(["deb"]));
  const trace = tracesOf(reading).find(isIt) ?? fileOf(reading, files) ?? lost;
  const actual = `no list names ${name}, and its files are here. You removed the evidence, not the package.`;
  return trace ? say("evidence", actual, trace) : null;
}

const UPGRADE = /\bapt(-get)?\b[^\n]*\b(dist-|full-)?upgrade\b/;

/** Whether an upgrade that the Dockerfile asks for is one of the image's layers. */
function aboutUpgrade(reading: Reading, written: readonly string[]): string | null {
  const isUpgrade = (text: string | null) => text !== null && UPGRADE.test(text.replaceAll(/\s+/g, " "));
  if (!written.some(isUpgrade)) return null;
  const ran = reading.layers.some(({ createdBy }) => isUpgrade(createdBy));
  return ran
    ? "The upgrade ran, and there is no mended version to upgrade to."
    : "The upgrade is in no layer of this image: it did not run for it.";
}

function fileOf(reading: Reading, patterns: readonly string[]): { layer: number; path: string } | null {
  if (patterns.length === 0) return null;
  const isAsked = matcherOf(patterns);
  const held = finalSystem(reading).names.find(({ path }) => isAsked(path));
  return held ? { layer: held.entry.layer, path: held.path } : null;
}
