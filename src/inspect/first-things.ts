import { formatBytes } from "../figures.ts";
import type { Finding, ImageReading, Leak, Waste } from "../image/image-reading.ts";
import { instructionOf } from "./instruction.ts";
import { labForFinding, labForLeak, labForWaste } from "./lab-for.ts";
import { closing, kindOf, placeOf } from "./leak-words.ts";

/** One thing to mend: what is wrong, and what to do about it. */
export interface Advice {
  readonly says: string;
  readonly next: string;
  /** The lab that teaches it; null where none does. */
  readonly lab: string | null;
}

const MOST = 3;
/** Less waste than this is not among the first things to mend. */
const WORTH_BYTES = 1e6;
const WORTH_SHARE = 0.005;

/**
 * The three things to do first: leaks, then grave findings, then what takes or wastes the most bytes, then the rest.
 * What the base brought comes last: only another base mends it.
 */
export function firstThings(reading: ImageReading): Advice[] {
  const { findings } = reading;
  const grave = findings.filter(({ severity }) => severity !== "low");
  const light = findings.filter(({ severity, id }) => severity === "low" && id !== "setuid");
  return [
    ...leakAdvice(reading, (leak) => leak.owner !== "base" && !isShipped(leak)),
    ...grave.map(findingAdvice),
    ...wasteAdvice(reading),
    ...leakAdvice(reading, (leak) => leak.owner !== "base" && isShipped(leak)),
    ...light.map(findingAdvice),
    ...leakAdvice(reading, (leak) => leak.owner === "base"),
  ].slice(0, MOST);
}

function findingAdvice(finding: Finding): Advice {
  return { says: finding.says, next: finding.next, lab: labForFinding(finding) };
}

/**
 * Does a package ship it, most likely? Manuals and tests of packages hold examples of tokens, which everybody has
 * already. They are listed like all others; they only are not the first thing to mend.
 */
function isShipped({ rule, path }: Leak): boolean {
  return rule !== "find" && SHIPPED.test(path ?? "");
}

const SHIPPED =
  /^usr\/(share|lib|include)\/|(^|\/)(site-packages|dist-packages|node_modules)\/|^usr\/local\/(go|lib)\//;

/** One piece of advice for each value and way to mend it, however often it stands in the image. */
function leakAdvice(reading: ImageReading, wanted: (leak: Leak) => boolean): Advice[] {
  const groups = new Map<string, Leak[]>();
  for (const leak of reading.leaks.filter(wanted)) {
    const key = `${leak.rule} ${closing(leak)}`;
    groups.set(key, [...(groups.get(key) ?? []), leak]);
  }
  return [...groups.values()].map((leaks) => {
    const [leak] = leaks as [Leak, ...Leak[]];
    const more = leaks.length === 1 ? "" : ` and ${leaks.length - 1} more`;
    const next = `${closing(leak)} Then change the secret: whoever has the image has it.`;
    const says = `A secret is in the image: ${kindOf(leak)} in ${placeOf(leak, reading)}${more}.`;
    return { says, next, lab: labForLeak(leak, reading) };
  });
}

/** Waste by the pair of layers: the one that holds the bytes, and the one that made them waste. */
function wasteAdvice(reading: ImageReading): Advice[] {
  const worth = Math.max(WORTH_BYTES, WORTH_SHARE * reading.image.bytes);
  return wasteGroups(reading.waste)
    .filter(({ bytes, owner }) => bytes >= worth && owner !== "base")
    .map((group) => wasteWords(group, reading));
}

export interface WasteGroup {
  readonly layer: number;
  readonly by: number;
  readonly reason: Waste["reason"];
  readonly owner: Waste["owner"];
  bytes: number;
  files: number;
  /** The path of the largest. */
  readonly largest: string;
}

/** Waste summed up by holding layer, wasting layer and reason; most bytes first. */
export function wasteGroups(waste: readonly Waste[]): WasteGroup[] {
  const groups = new Map<string, WasteGroup>();
  for (const { layer, by, reason, owner, bytes, path } of waste) {
    const key = `${layer} ${by} ${reason}`;
    const group = groups.get(key) ?? { layer, by, reason, owner, bytes: 0, files: 0, largest: path };
    group.bytes += bytes;
    group.files++;
    groups.set(key, group);
  }
  return [...groups.values()].sort((a, b) => b.bytes - a.bytes);
}

const DONE = {
  removed: "removes",
  replaced: "replaces",
  opaque: "removes",
  metadata: "changes the owner or mode of",
};

function wasteWords(group: WasteGroup, { layers }: ImageReading): Advice {
  const { layer, by, reason, bytes, files, largest } = group;
  const lab = labForWaste(group);
  const what = files === 1 ? largest : `${files} files`;
  const says = `${formatBytes(bytes)} are wasted: layer ${by} ${DONE[reason]} ${what} of layer ${layer}.`;
  const maker = instructionOf(layers[layer]?.createdBy ?? null);
  if (reason === "metadata")
    return { says, lab, next: "Set owner and mode where the files come in: COPY --chown= --chmod=" };
  if (reason === "replaced")
    return { says, lab, next: `Bring them in once, in their last form (layer ${layer}: ${maker}).` };
  return {
    says,
    lab,
    next: `Remove them in the step that makes them (layer ${layer}: ${maker}), or build in a stage.`,
  };
}
