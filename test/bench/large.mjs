import { join } from "node:path";
import { evenPlan, truthOf } from "./archives/plan.mjs";
import { writeImage } from "./archives/write-image.mjs";
import { ours } from "./contestants/archive-contestants.mjs";
import { randomNeedle } from "./contestants/program.mjs";
import { readOptions, wholeNumber } from "./options.mjs";
import { isTrue, memoryTarget } from "./report/inspect-targets.mjs";
import { load, machine } from "./report/machine.mjs";
import { exitCodeOf, judge } from "./report/targets.mjs";
import { printTimes } from "./report/times.mjs";
import { withTemporaryFolder } from "./runs/temporary-folder.mjs";
import { askAll, takeTurns } from "./runs/turns.mjs";

const OPTIONS = {
  bytes: { type: "string", default: "5e9" },
  files: { type: "string", default: "100000" },
};
const SMALLER = 10;

/**
 * Reads a very large archive and one of a tenth of its bytes and files, in turn: the memory must not follow the bytes.
 *
 * @param {string[]} args
 * @returns {Promise<number>} the exit code
 */
export async function large(args) {
  const options = readOptions(args, OPTIONS);
  const bytes = wholeNumber(options.bytes, "--bytes");
  const files = wholeNumber(options.files, "--files");
  console.log(`${machine()}; ${load()}; ${options.rounds} rounds`);
  return withTemporaryFolder(async (folder) => {
    const needle = await randomNeedle(folder);
    const images = [1, SMALLER].map((part) => {
      const plan = evenPlan({ files: files / part, layers: 10, bytesOf: () => Math.round(bytes / files) });
      const archive = join(folder, `${part}.tar`);
      writeImage(archive, plan);
      return { plan, contestant: { ...ours(archive, needle), name: nameOf(bytes / part, files / part) } };
    });
    const contestants = images.map(({ contestant }) => contestant);
    const answers = await askAll(contestants, folder);
    const right = images.map(({ plan, contestant }) => isTrue(answers.get(contestant), truthOf(plan)));
    const summaries = printTimes(await takeTurns(contestants, options.rounds, folder), contestants[1].name);
    const kept = judge([
      memoryTarget("peak memory at most 200 MB", summaries.get(contestants[0].name)),
      memoryTarget("peak memory at most 200 MB, a tenth", summaries.get(contestants[1].name)),
    ]);
    return exitCodeOf(kept, ...right);
  }, options.dir);
}

const nameOf = (bytes, files) => `${(bytes / 1e9).toFixed(1)} GB in ${files} files`;
