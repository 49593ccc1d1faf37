/**
 * @typedef {object} Target
 * @property {string} says what is promised
 * @property {number | null} value null: it could not be measured
 * @property {number} limit
 * @property {"most" | "least"} is whether the limit is the largest or the smallest value that keeps it
 * @property {string} shows the figures behind the value, or why there is none
 */

/** Prints each target as kept or NOT KEPT. @param {readonly Target[]} targets @returns {boolean} none is broken */
export function judge(targets) {
  const broken = targets.filter((target) => !isKept(target));
  for (const target of targets) {
    const word = target.value === null ? "not measured" : broken.includes(target) ? "NOT KEPT" : "kept";
    console.log(`${word.padEnd(12)} ${target.says}: ${target.shows}`);
  }
  return broken.length === 0;
}

function isKept({ value, limit, is }) {
  if (value === null) return true;
  return is === "most" ? value <= limit : value >= limit;
}

/** @param {boolean[]} outcomes of judging and comparing */
export const exitCodeOf = (...outcomes) => (outcomes.every(Boolean) ? 0 : 1);
