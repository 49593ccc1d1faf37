import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { evenPlan, truthOf } from "./archives/plan.mjs";
import { writeImage } from "./archives/write-image.mjs";
import { ours } from "./contestants/archive-contestants.mjs";
import { REPOSITORY, randomNeedle } from "./contestants/program.mjs";
import { readOptions, wholeNumber } from "./options.mjs";
import { inSeconds, summaryOf, withCommas } from "./report/figures.mjs";
import { growthPlot } from "./report/growth-plot.mjs";
import { isTrue } from "./report/inspect-targets.mjs";
import { load, machine } from "./report/machine.mjs";
import { exitCodeOf, judge } from "./report/targets.mjs";
import { printTimes } from "./report/times.mjs";
import { exponentAbove, fitLine } from "./runs/statistics.mjs";
import { withTemporaryFolder } from "./runs/temporary-folder.mjs";
import { askAll, takeTurns } from "./runs/turns.mjs";

const LAYERS = 50;
const OPTIONS = {
  sizes: { type: "string", default: "10000,25000,50000,100000,200000" },
  "dry-run": { type: "boolean", default: false },
};

/**
 * Reads images of more and more files in fifty layers: the time must grow in a straight line. Draws it into
 * docs/growth.svg.
 *
 * @param {string[]} args
 * @returns {Promise<number>} the exit code
 */
export async function growth(args) {
  const options = readOptions(args, OPTIONS);
  const sizes = options.sizes.split(",").map((text) => wholeNumber(text, "--sizes"));
  console.log(`${machine()}; ${load()}; ${options.rounds} rounds; ${LAYERS} layers`);
  return withTemporaryFolder(async (folder) => {
    const images = await imagesOf([0, ...sizes], folder);
    const contestants = images.map(({ contestant }) => contestant);
    const answers = await askAll(contestants, folder);
    const right = images.map(({ plan, contestant }) => isTrue(answers.get(contestant), truthOf(plan)));
    const runs = await takeTurns(contestants, options.rounds, folder);
    printTimes(runs, contestants[0].name);
    const points = images.map(({ files, contestant }) => [files, summaryOf(runs.get(contestant.name))]);
    if (!options["dry-run"]) await draw(points);
    return exitCodeOf(judge(targetsOf(points)), ...right);
  }, options.dir);
}

/** The first, without files, shows what a start of the program costs. */
async function imagesOf(sizes, folder) {
  const needle = await randomNeedle(folder);
  return sizes.map((files) => {
    const plan = evenPlan({ files, layers: LAYERS });
    const archive = join(folder, `${files}.tar`);
    writeImage(archive, plan);
    return { files, plan, contestant: { ...ours(archive, needle), name: `${withCommas(files)} files` } };
  });
}

function targetsOf([[, start], ...points]) {
  const medians = points.map(([files, { seconds }]) => [files, seconds]);
  const exponent = exponentAbove(medians, start.seconds);
  const { fit, slope } = fitLine(medians);
  const isKnown = points.length > 2 && Number.isFinite(exponent);
  return [
    {
      says: "beyond the start, seconds grow as files to the power of at most 1.15",
      limit: 1.15,
      is: "most",
      value: isKnown ? exponent : null,
      shows: isKnown
        ? `${exponent.toFixed(2)}; a straight line of ${inSeconds(slope * 1e5)} s for 100,000 files explains ${(100 * fit).toFixed(1)} %`
        : "too few sizes, or too small ones",
    },
  ];
}

async function draw(points) {
  const file = join(REPOSITORY, "docs", "growth.svg");
  const figures = points.map(([files, { seconds, fastest, slowest }]) => ({
    files,
    seconds,
    fastest,
    slowest,
  }));
  await writeFile(file, growthPlot(figures, `${LAYERS} layers; ${machine()}`));
}
