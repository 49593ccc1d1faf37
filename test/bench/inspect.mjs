import { join, resolve } from "node:path";
import { archiveDigests } from "./answers/archive-digests.mjs";
import {
  compareWithArchive,
  compareWithDive,
  compareWithSyft,
  compareWithTrivy,
} from "./answers/compare-answers.mjs";
import { evenPlan } from "./archives/plan.mjs";
import { copyWithoutBase } from "./archives/without-base.mjs";
import { writeImage } from "./archives/write-image.mjs";
import {
  dive,
  everyFileConfig,
  ours,
  syft,
  TRIVY_EVERY_FILE,
  TRIVY_EVERY_LAYER,
  trivy,
} from "./contestants/archive-contestants.mjs";
import { engineContestants, SAVE } from "./contestants/engine-contestants.mjs";
import { findTools, TOOLS } from "./contestants/find-tools.mjs";
import { randomNeedle } from "./contestants/program.mjs";
import { readOptions } from "./options.mjs";
import { printAnswers } from "./report/answers.mjs";
import { archiveTargets, engineTargets } from "./report/inspect-targets.mjs";
import { load, machine } from "./report/machine.mjs";
import { exitCodeOf, judge } from "./report/targets.mjs";
import { printTimes } from "./report/times.mjs";
import { withTemporaryFolder } from "./runs/temporary-folder.mjs";
import { askAll, takeTurns } from "./runs/turns.mjs";

const OPTIONS = {
  archive: { type: "string" },
  image: { type: "string" },
  "private-engine": { type: "boolean", default: false },
  against: { type: "string", default: "dive,syft,trivy" },
};

/**
 * Runs `inspect` beside the tools that are found, in turn. Answers are compared before the times.
 *
 * @param {string[]} args
 * @returns {Promise<number>} the exit code
 */
export async function inspect(args) {
  const options = readOptions(args, OPTIONS);
  const tools = findTools(options.tools);
  console.log(`${machine()}; ${load()}; ${options.rounds} rounds`);
  console.log(`not found: ${TOOLS.filter((tool) => !tools[tool]).join(", ") || "nothing"}`);
  return withTemporaryFolder(async (folder) => {
    const needle = await randomNeedle(folder);
    const place = { ...options, tools, folder, needle };
    const wantsArchive = options.archive !== undefined || options.image === undefined;
    const archive = wantsArchive ? await onArchive(place) : true;
    const engine = options.image === undefined ? true : await onEngine(place);
    return exitCodeOf(archive, engine);
  }, options.dir);
}

async function onArchive({ archive: given, against, tools, folder, needle, rounds }) {
  const archive = given === undefined ? generated(folder) : resolve(given);
  console.log(`\nThe archive ${given ?? "is generated: 10,000 files, 100 MB"}`);
  const wanted = Object.fromEntries(against.split(",").map((name) => [name, tools[name]]));
  const contestants = await archiveContestants({ archive, wanted, folder, needle });
  const answers = await askAll(contestants, folder);
  const right = printAnswers(await comparisonsOf(contestants, answers, archive));
  const summaries = printTimes(await takeTurns([...answers.keys()], rounds, folder), contestants[0].name);
  return judge(archiveTargets(summaries)) && right;
}

function generated(folder) {
  const archive = join(folder, "generated.tar");
  writeImage(archive, evenPlan({ files: 10_000, layers: 10, bytesOf: (index) => (index * 7919) % 20_000 }));
  return archive;
}

async function archiveContestants({ archive, wanted, folder, needle }) {
  const contestants = [{ ...ours(archive, needle), compare: null }];
  if (wanted.dive) contestants.push({ ...dive(wanted.dive, archive), compare: compareWithDive });
  if (wanted.syft) contestants.push({ ...syft(wanted.syft, archive), compare: compareWithSyft });
  if (!wanted.trivy) return contestants;
  const copy = join(folder, "without-base.tar");
  const whole = copyWithoutBase(archive, copy) ? copy : archive;
  const trivies = [
    trivy("trivy", wanted.trivy, archive),
    trivy(TRIVY_EVERY_LAYER, wanted.trivy, whole),
    trivy(TRIVY_EVERY_FILE, wanted.trivy, whole, await everyFileConfig(folder)),
  ];
  contestants.push(...trivies.map((one) => ({ ...one, compare: compareWithTrivy })));
  return contestants;
}

/** The first contestant is the program itself, beside which the others are put. */
async function comparisonsOf([first, ...others], answers, archive) {
  const own = answers.get(first);
  if (own === undefined)
    throw new Error("Without an answer of the program itself there is nothing to compare.");
  const compared = compareWithArchive(own, await archiveDigests(archive));
  for (const other of others) {
    const answer = answers.get(other);
    if (answer !== undefined) compared.push(...other.compare(own, answer, other.name));
  }
  return compared;
}

async function onEngine({ image, tools, folder, needle, rounds, "private-engine": privateEngine }) {
  console.log(`\nThe image ${image} of an engine`);
  const options = { image, privateEngine, docker: tools.docker, needle, folder };
  const answers = await askAll(engineContestants(options), folder);
  const documents = [...answers.values()].filter((answer) => answer !== null);
  const same = new Set(documents.map((document) => JSON.stringify(document))).size === 1;
  console.log(`${documents.length} ways to read it give ${same ? "the same answer" : "DIFFERENT ANSWERS"}`);
  const summaries = printTimes(await takeTurns([...answers.keys()], rounds, folder), SAVE);
  return judge(engineTargets(summaries)) && same;
}
