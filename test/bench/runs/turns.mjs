import { mkdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { measure } from "./measure.mjs";

/**
 * @typedef {object} Contestant
 * @property {string} name
 * @property {(folder: string) => Parameters<typeof measure>[0]} command what to run; `folder` is new for each run
 * @property {string} [answer] the JSON file in that folder that it writes
 */

/**
 * Lets each contestant answer once. That run is not counted: it also brings the input into the page cache. One that fails
 * is named with its last words.
 *
 * @param {readonly Contestant[]} contestants
 * @param {string} folder
 * @returns {Promise<Map<Contestant, any>>} those that did not fail, with the documents that they wrote
 */
export async function askAll(contestants, folder) {
  const answers = new Map();
  for (const contestant of contestants) {
    const { run, answer } = await turn(contestant, folder, answerOf);
    if (run.failure === null) answers.set(contestant, answer);
    else console.log(`${contestant.name} failed and is left out: ${run.failure}`);
    // A long wait without a word looks like a program that hangs.
    if (run.seconds > 5) console.log(`${contestant.name} has answered (${run.seconds.toFixed(0)} s)`);
  }
  return answers;
}

/**
 * Runs the contestants in turn; in each round another goes first. One that fails is named, and has no runs.
 *
 * @param {readonly Contestant[]} contestants
 * @param {number} rounds
 * @param {string} folder
 * @returns {Promise<Map<string, Awaited<ReturnType<typeof measure>>[]>>} the runs of each, by its name
 */
export async function takeTurns(contestants, rounds, folder) {
  const runs = new Map(contestants.map(({ name }) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    const inGame = contestants.filter(({ name }) => runs.has(name));
    const first = round % Math.max(1, inGame.length);
    for (const contestant of [...inGame.slice(first), ...inGame.slice(0, first)]) {
      const { run } = await turn(contestant, folder);
      runs.get(contestant.name).push(run);
      if (run.failure === null) continue;
      console.log(`${contestant.name} failed and is left out: ${run.failure}`);
      runs.delete(contestant.name);
    }
    const seconds = [...runs].map(([name, all]) => `${name} ${all.at(-1).seconds.toFixed(2)} s`);
    console.log(`round ${round + 1}: ${seconds.join(", ")}`);
  }
  return runs;
}

async function turn(contestant, parent, look = async () => null) {
  const folder = join(parent, "run");
  await mkdir(folder);
  try {
    const run = await measure(contestant.command(folder), folder);
    return { run, answer: run.failure === null ? await look(contestant, folder) : null };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function answerOf({ answer }, folder) {
  return answer === undefined ? null : JSON.parse(await readFile(join(folder, answer), "utf8"));
}
