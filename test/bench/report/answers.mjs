import { table } from "./table.mjs";

/**
 * Prints what the program and the others tell of one image.
 *
 * @param {readonly import("../answers/compare-answers.mjs").Comparison[]} comparisons
 * @returns {boolean} all that must be the same is
 */
export function printAnswers(comparisons) {
  const rows = comparisons.map(({ what, ours, who, theirs, same, mustBeSame }) => [
    what,
    who,
    same ? "same" : mustBeSame ? "WRONG" : "differs",
    ours,
    theirs,
  ]);
  console.log(`\n${table(["answer", "beside", "verdict", "size-matters", "the other"], rows, 3)}\n`);
  for (const { what, who, notes } of comparisons) {
    for (const note of notes) console.log(`- ${what}, ${who}: ${note}`);
  }
  return comparisons.every(({ same, mustBeSame }) => same || !mustBeSame);
}
