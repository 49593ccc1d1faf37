import { FIGURE_HEAD, figureCells, summaryOf } from "./figures.mjs";
import { table } from "./table.mjs";

/**
 * Prints the times of all contestants, each with its ratio to one of them.
 *
 * @param {Map<string, any[]>} runs by name
 * @param {string} standard the contestant that the others are compared with
 * @returns {Map<string, ReturnType<typeof summaryOf>>}
 */
export function printTimes(runs, standard) {
  const summaries = new Map([...runs].map(([name, all]) => [name, summaryOf(all)]));
  const one = summaries.get(standard)?.seconds;
  const rows = [...summaries].map(([name, summary]) => [
    name,
    ...figureCells(summary),
    one === undefined ? "unknown" : (summary.seconds / one).toFixed(2),
  ]);
  console.log(`\n${table(["in turn", ...FIGURE_HEAD, `times ${standard}`], rows)}\n`);
  return summaries;
}
