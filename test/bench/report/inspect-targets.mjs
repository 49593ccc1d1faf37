import { OURS, TRIVY_EVERY_FILE } from "../contestants/archive-contestants.mjs";
import { AGAIN, IN_PLACE, SAVE, THROUGH_ENGINE } from "../contestants/engine-contestants.mjs";
import { inMegabytes, inSeconds } from "./figures.mjs";

/** In bytes. */
export const MOST_MEMORY = 200e6;

/** @typedef {Map<string, ReturnType<typeof import("./figures.mjs").summaryOf>>} Summaries */

/** What is promised of reading an archive. @param {Summaries} of @returns {import("./targets.mjs").Target[]} */
export function archiveTargets(of) {
  return [
    { says: "no slower than dive", limit: 1, is: "most", ...quotient(of, OURS, "dive") },
    {
      says: "at least 20 times faster than trivy's secret scan of the same files",
      limit: 20,
      is: "least",
      ...quotient(of, TRIVY_EVERY_FILE, OURS),
    },
    memoryTarget("peak memory at most 200 MB, from an archive", of.get(OURS)),
  ];
}

/** What is promised of reading an image of an engine. @param {Summaries} of @returns {import("./targets.mjs").Target[]} */
export function engineTargets(of) {
  const again = of.get(AGAIN)?.seconds ?? null;
  return [
    {
      says: "from an engine at most 1.05 times docker save",
      limit: 1.05,
      is: "most",
      ...quotient(of, THROUGH_ENGINE, SAVE),
    },
    {
      says: "layers in place at most a third of it",
      limit: 1 / 3,
      is: "most",
      ...quotient(of, IN_PLACE, SAVE),
    },
    {
      says: "a second look under 0.4 s",
      limit: 0.4,
      is: "most",
      value: again,
      shows: again === null ? "it did not run" : `${inSeconds(again)} s`,
    },
    memoryTarget("peak memory at most 200 MB, from an engine", of.get(THROUGH_ENGINE)),
    memoryTarget("peak memory at most 200 MB, layers in place", of.get(IN_PLACE)),
  ];
}

/** @param {string} says @param {{ peakBytes: number | null } | undefined} summary */
export function memoryTarget(says, summary) {
  const value = summary?.peakBytes ?? null;
  const shows = value === null ? "it did not run, or this system does not tell" : `${inMegabytes(value)} MB`;
  return { says, limit: MOST_MEMORY, is: "most", value, shows };
}

function quotient(of, above, below) {
  const missing = [above, below].filter((name) => !of.has(name));
  if (missing.length > 0) return { value: null, shows: `without ${missing.join(" and ")}` };
  const [a, b] = [of.get(above).seconds, of.get(below).seconds];
  return {
    value: a / b,
    shows: `${(a / b).toFixed(2)} (${above} ${inSeconds(a)} s, ${below} ${inSeconds(b)} s)`,
  };
}

/**
 * Compares an answer with what a generated image holds, and prints what differs.
 *
 * @param {any} document of inspect
 * @param {ReturnType<typeof import("../archives/plan.mjs").truthOf>} truth
 */
export function isTrue(document, truth) {
  if (!document) return false;
  const { image } = document;
  const told = {
    layers: image.layers,
    files: image.files,
    bytes: image.bytes,
    wastedBytes: image.wastedBytes,
  };
  const wrong = Object.keys(truth).filter((key) => told[key] !== truth[key]);
  for (const key of wrong) console.log(`WRONG ${key}: ${told[key]}, in truth ${truth[key]}`);
  return wrong.length === 0;
}
