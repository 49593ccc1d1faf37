import { withCommas } from "../report/figures.mjs";
import { comparePackages } from "./packages.mjs";
import { compareSecrets } from "./secrets.mjs";

/**
 * One thing that the program and another both tell of an image.
 *
 * @typedef {object} Comparison
 * @property {string} what
 * @property {string} ours
 * @property {string} theirs
 * @property {string} who
 * @property {boolean} same
 * @property {boolean} mustBeSame false where the two mean different things on purpose
 * @property {string[]} notes what only one of them has
 */

const MOST_NAMES = 5;

/**
 * @param {any} ours the document of inspect
 * @param {{ said: string[], found: Set<string> }} digests of the archive, as read by the benchmark itself
 * @returns {Comparison[]}
 */
export function compareWithArchive({ layers }, { said, found }) {
  const ids = layers.map(({ diffId }) => diffId);
  const held = ids.filter((id) => found.has(id)).length;
  return [
    listOfIds("layers", ids, said, "the configuration"),
    figure("layers whose content has that digest", ids.length, held, "sha256"),
  ];
}

/** @param {any} ours @param {any} theirs the document of `dive --json` @returns {Comparison[]} */
export function compareWithDive({ image, layers }, theirs) {
  const ids = layers.map(({ diffId }) => diffId);
  const digests = theirs.layer.map(({ digestId }) => digestId);
  const sizes = theirs.layer.filter(({ sizeBytes }, index) => sizeBytes === layers[index]?.bytes);
  return [
    figure("bytes", image.bytes, theirs.image.sizeBytes, "dive"),
    listOfIds("layers", ids, digests, "dive"),
    figure("layers of that size", layers.length, sizes.length, "dive"),
  ];
}

/** @param {any} ours @param {any} theirs the document of `syft -o syft-json` @returns {Comparison[]} */
export function compareWithSyft(ours, theirs) {
  return comparePackages(ours, theirs)
    .filter((each) => each.ours > 0 || each.theirs > 0)
    .map(({ type, ...sides }) => sets(`${type} packages`, sides, "syft"));
}

/** @param {any} ours @param {any} theirs the report of trivy @param {string} who @returns {Comparison[]} */
export const compareWithTrivy = (ours, theirs, who) => [sets("secrets", compareSecrets(ours, theirs), who)];

function figure(what, ours, theirs, who) {
  const same = ours === theirs;
  return { what, who, ours: withCommas(ours), theirs: withCommas(theirs), same, mustBeSame: true, notes: [] };
}

function listOfIds(what, ours, theirs, who) {
  const compared = figure(what, ours.length, theirs.length, who);
  const same = ours.join() === theirs.join();
  return { ...compared, same, notes: same ? [] : ["their digests or their order differ"] };
}

function sets(what, { ours, theirs, onlyOurs, onlyTheirs }, who) {
  const same = onlyOurs.length === 0 && onlyTheirs.length === 0;
  const notes = [...onlyOne("size-matters", onlyOurs), ...onlyOne(who, onlyTheirs)];
  return { what, who, ours: withCommas(ours), theirs: withCommas(theirs), same, mustBeSame: false, notes };
}

function onlyOne(who, names) {
  if (names.length === 0) return [];
  const more = names.length > MOST_NAMES ? ` and ${names.length - MOST_NAMES} more` : "";
  return [`only ${who} has ${names.slice(0, MOST_NAMES).join(", ")}${more}`];
}
