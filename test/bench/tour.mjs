import { execFile } from "node:child_process";
import { resolve } from "node:path";
import { parseArgs, promisify } from "node:util";
import { programArguments } from "./contestants/program.mjs";
import { tourScript } from "./contestants/tour-script.mjs";
import { wholeNumber } from "./options.mjs";
import { inSeconds } from "./report/figures.mjs";
import { load, machine } from "./report/machine.mjs";
import { exitCodeOf, judge } from "./report/targets.mjs";
import { median, sorted } from "./runs/statistics.mjs";

const run = promisify(execFile);
const MOST_OUTPUT = 1 << 28;
const ALLOWED_SHARE = 0.05;
const ALLOWED_SECONDS = 3;

const OPTIONS = {
  pairs: { type: "string", default: "5" },
  "private-engine": { type: "boolean", default: false },
  workspace: { type: "string", default: "workspace" },
};

/**
 * What the tour adds over a script of the same docker commands. Paired runs in turn on one engine, after one tour that
 * is not counted.
 *
 * @param {string[]} args
 * @returns {Promise<number>} the exit code
 */
export async function tour(args) {
  const { values } = parseArgs({ args, options: OPTIONS });
  const pairs = wholeNumber(values.pairs, "--pairs");
  const workspace = resolve(values.workspace);
  const flags = ["--workspace", workspace, ...(values["private-engine"] ? ["--private-engine"] : [])];
  const sizeMatters = (...words) =>
    run(process.execPath, programArguments(...words, ...flags), { maxBuffer: MOST_OUTPUT });
  console.log(`${machine()}; ${load()}; ${pairs} pairs`);
  await sizeMatters("tour", "--json");
  const { command } = JSON.parse((await sizeMatters("build", "--json")).stdout);
  const script = await tourScript(workspace, command);
  const times = await takePairs(pairs, { tour: () => sizeMatters("tour", "--json"), script });
  for (const [name, all] of Object.entries(times)) console.log(`${name}: ${spreadOf(all)}`);
  return exitCodeOf(judge([targetOf(times)]));
}

/** Each goes first every other time. */
async function takePairs(pairs, { tour, script }) {
  const times = { tour: [], script: [] };
  for (let pair = 1; pair <= pairs; pair++) {
    const turns = [
      async () => times.tour.push(await secondsOf(tour)),
      async () => times.script.push(await secondsOf(script)),
    ];
    for (const turn of pair % 2 ? turns : turns.reverse()) await turn();
    console.log(
      `pair ${pair}: tour ${inSeconds(times.tour.at(-1))} s, script ${inSeconds(times.script.at(-1))} s`,
    );
  }
  return times;
}

async function secondsOf(work) {
  const started = performance.now();
  await work();
  return (performance.now() - started) / 1000;
}

function spreadOf(figures) {
  const order = sorted(figures);
  return `median ${inSeconds(median(figures))} s, from ${inSeconds(order[0])} to ${inSeconds(order.at(-1))}`;
}

function targetOf({ tour, script }) {
  const added = median(tour) - median(script);
  const limit = median(script) * ALLOWED_SHARE + ALLOWED_SECONDS;
  const says = "the tour adds at most 5 % and 3 s to the script";
  return { says, limit, is: "most", value: added, shows: `${added.toFixed(1)} s of ${limit.toFixed(1)} s` };
}
