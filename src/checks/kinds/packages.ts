import { z } from "zod";
import type { Package } from "../../image/image-reading.ts";
import { counted } from "../counted.ts";
import type { Kind } from "../kind.ts";
import { ownLayers } from "../own-layers.ts";
import { isNamed, packageNames } from "../package-names.ts";
import { lostList, type Trace, tracesOf } from "../package-traces.ts";
import { fewOf, layerEvidence } from "../places.ts";
import type { Reading } from "../subject.ts";
import { notRead, unreadPackages } from "../unread.ts";
import { type Judgement, met, notYet } from "../verdict.ts";

const options = z
  .strictObject({
    present: packageNames
      .default([])
      .describe("Packages that must be installed, as type:name: python:flask."),
    absent: packageNames
      .default([])
      .describe("Packages that must not be; `*` stands for any letters, `?` for one: deb:gcc, deb:gcc-??."),
    anywhere: z
      .boolean()
      .default(false)
      .describe("Absent also from what your own layers hold and a later one hides."),
  })
  .refine(
    ({ present, absent }) => present.length + absent.length > 0,
    "Say which packages must be present, or absent",
  );

declare module "../kind.ts" {
  interface CheckKinds {
    packages: z.infer<typeof options>;
  }
}

const MOST_SAID = 8;

/** Which packages are installed. */
export const packages: Kind<z.infer<typeof options>> = {
  says: "These packages are installed, or are not.",
  options,
  async judge({ present, absent, anywhere }, subject) {
    const reading = await subject.reading();
    const own = await ownLayers(subject);
    const { tag } = subject.image;
    const expected = fewOf([...present, ...absent.map((name) => `no ${name}`)], MOST_SAID);
    const [unread] = unreadPackages(reading);
    const installed = reading.packages.filter(({ removed }) => !removed);
    const missing = present.filter((name) => !installed.some((one) => isNamed(one, name)));
    if (missing.length > 0 && unread) return notRead(expected, unread);
    if (missing.length > 0) return notInstalled(expected, installed, missing, tag);
    const isAsked = ({ removed, layer }: Trace) => !removed || (anywhere && own.isOwn(layer));
    const found = foundIn(reading, absent, isAsked);
    // What a container sees is there, whoever brought it; what is hidden may be the base's affair.
    if (found[0]?.removed && !own.isKnown) return own.couldBeBases(expected);
    const lost = lostList(reading, new Set(absent.map((name) => name.split(":")[0])));
    // Without its list every package looks removed.
    const isListAlone = found.every(({ removed, type }) => removed && type === lost?.type);
    if (lost && isListAlone) return listRemoved(expected, reading, lost);
    if (found.length > 0) return there(expected, reading, found, tag);
    return unread && absent.length > 0 ? notRead(expected, unread) : met(expected, "so it is");
  },
};

type Found = Trace & Partial<Package>;

/**
 * What is listed; or, where no list names it, what left files of its own. First what a container sees, of that first
 * what the learner's layers brought.
 */
function foundIn(reading: Reading, names: readonly string[], isAsked: (one: Trace) => boolean): Found[] {
  const listed = reading.packages.filter((one) => isAsked(one) && names.some((name) => isNamed(one, name)));
  // A folder is seldom called as its package: only what is named in full is looked for by its code.
  const exact = names.filter((name) => !name.startsWith("python:") || !/[*?]/.test(name));
  const traces = () =>
    tracesOf(reading).filter((one) => isAsked(one) && exact.some((name) => isNamed(one, name)));
  const rank = ({ removed, layer }: Trace) =>
    (removed ? 2 : 0) + (reading.layers[layer]?.owner === "base" ? 1 : 0);
  return (listed.length > 0 ? listed : traces()).toSorted((a, b) => rank(a) - rank(b));
}

function notInstalled(
  expected: string,
  installed: readonly Package[],
  missing: readonly string[],
  tag: string,
): Judgement {
  const text = `${counted(installed.length, "package")}, and not ${fewOf(missing)}`;
  return notYet(
    { expected, actual: `not installed: ${fewOf(missing)}` },
    [{ kind: "file", where: "the package lists", text }],
    "Which instruction should install it?",
    `size-matters inspect ${tag} --packages`,
  );
}

function there(expected: string, reading: Reading, found: readonly Found[], tag: string): Judgement {
  const [{ layer, path, removed, version }] = found as [Found];
  const alike = found.filter((one) => one.removed === removed && (!removed || one.layer === layer));
  const names = fewOf(alike.map((one) => [one.name, one.version].filter(Boolean).join(" ")));
  const isBase = reading.layers[layer]?.owner === "base";
  const unlisted = `${names}: the files are here, and no list names them. You removed the evidence, not the package.`;
  const listed = removed ? `Gone from view, still in layer ${layer}: ${names}.` : `installed: ${names}`;
  return notYet(
    { expected, actual: version === undefined ? unlisted : listed },
    [layerEvidence(reading, layer, path)],
    isBase
      ? `Layer ${layer} is one of the base's: stand on a base without it.`
      : `Layer ${layer} installs it. Does the app need it while it runs?`,
    `size-matters inspect ${tag} --packages`,
  );
}

function listRemoved(
  expected: string,
  reading: Reading,
  { layer, path }: { layer: number; path: string },
): Judgement {
  return notYet(
    { expected, actual: "You removed the list, not the packages." },
    [layerEvidence(reading, layer, `/${path} was taken away or emptied`)],
    "Keep the list: it tells scanners what is installed. Remove the packages themselves.",
  );
}
