import { parseArgs } from "node:util";
import { privateSocket } from "./contestants/engine-contestants.mjs";
import { STEPS, withTools } from "./contestants/tool-contestants.mjs";
import { wholeNumber } from "./options.mjs";
import { inSeconds } from "./report/figures.mjs";
import { load, machine } from "./report/machine.mjs";
import { table } from "./report/table.mjs";
import { exitCodeOf, judge } from "./report/targets.mjs";
import { median, sorted } from "./runs/statistics.mjs";
import { withTemporaryFolder } from "./runs/temporary-folder.mjs";

const ALLOWED_SECONDS = 0.3;

const OPTIONS = {
  rounds: { type: "string", default: "5" },
  image: { type: "string" },
  "private-engine": { type: "boolean", default: false },
};

/**
 * What `run TOOL` adds: in the toolbox to `docker run` of the same tool on the same archive, on the PATH to the tool's own
 * time; until its answer is read.
 *
 * @param {string[]} args
 * @returns {Promise<number>} the exit code
 */
export async function tools(args) {
  const { values } = parseArgs({ args, options: OPTIONS });
  const rounds = wholeNumber(values.rounds, "--rounds");
  if (!values.image) throw new Error("Name an image that the engine holds: --image NAME");
  const own = values["private-engine"];
  const env = own ? { ...process.env, DOCKER_HOST: privateSocket() } : process.env;
  console.log(`${machine()}; ${load()}; ${rounds} rounds; ${values.image}`);
  return withTemporaryFolder((folder) =>
    withTools({ image: values.image, folder, env, own }, async (ways) => {
      const start = await measured(rounds, { node: ways.node, untilRequest: ways.untilRequest });
      const inToolbox = [];
      const onPath = [];
      for (const step of STEPS) {
        const of = (way) => () => way(step);
        const { inBox, byHand, ours } = ways;
        const boxed = { own: of(inBox), byHand: of(byHand), ours: of(ours) };
        inToolbox.push({ tool: step.words[0], rows: await measured(rounds, boxed) });
        if (!step.onPath) continue;
        const bare = { own: of(ways.onPath), ours: of(ways.oursOnPath) };
        onPath.push({ tool: step.words[0], rows: await measured(rounds, bare) });
      }
      print({ start, inToolbox, onPath });
      return exitCodeOf(judge([...inToolbox.map(inToolboxTarget), ...onPath.map(onPathTarget)]));
    }),
  );
}

/** Each way in turn, in so many rounds; the first time of each is not counted. */
async function measured(rounds, ways) {
  const rows = [];
  for (let round = 0; round <= rounds; round++) {
    const row = {};
    for (const [name, way] of Object.entries(ways)) row[name] = await way();
    if (round > 0) rows.push(row);
  }
  return rows;
}

const seconds = (rows, of) => inSeconds(median(rows.map(of)));

function print({ start, inToolbox, onPath }) {
  console.log(`
Of ours are, before its first request: ${seconds(start, (row) => row.untilRequest)} s; of these node -e 0 takes ${seconds(start, (row) => row.node)} s.`);
  const boxed = inToolbox.map(({ tool, rows }) => [
    tool,
    seconds(rows, ({ own }) => own),
    seconds(rows, ({ byHand }) => byHand),
    ...oursIn(rows),
  ]);
  const bare = onPath.map(({ tool, rows }) => [tool, seconds(rows, ({ own }) => own), ...oursIn(rows)]);
  const ours = ["ours until its answer s", "until the end s", "more than its own s"];
  console.log(`\n${table(["in the toolbox", "its own s", "docker run s", ...ours], boxed, 1)}`);
  console.log(`\n${table(["on the PATH", "its own s", ...ours], bare, 1)}\n`);
}

const oursIn = (rows) => [
  seconds(rows, ({ ours }) => ours.answered),
  seconds(rows, ({ ours }) => ours.ended),
  seconds(rows, ({ ours, own }) => ours.answered - own),
];

function inToolboxTarget({ tool, rows }) {
  const added = rows.map(({ ours, byHand }) => ours.answered - byHand);
  return target(
    `${tool} in the toolbox: its answer is shown at most 0.3 s after docker run would end`,
    added,
  );
}

function onPathTarget({ tool, rows }) {
  const added = rows.map(({ ours, own }) => ours.answered - own);
  return target(`${tool} on the PATH: its answer is shown at most 0.3 s after its own time`, added);
}

function target(says, added) {
  const [least, most] = [sorted(added)[0], sorted(added).at(-1)];
  const value = median(sorted(added));
  const shows = `${inSeconds(value)} s (from ${inSeconds(least)} to ${inSeconds(most)})`;
  return { says, limit: ALLOWED_SECONDS, is: "most", value, shows };
}
