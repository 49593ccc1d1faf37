import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { appendFile, readFile } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs, promisify } from "node:util";
import { programArguments } from "./contestants/program.mjs";
import { wholeNumber } from "./options.mjs";
import { inSeconds } from "./report/figures.mjs";
import { load, machine } from "./report/machine.mjs";
import { exitCodeOf, judge } from "./report/targets.mjs";
import { median, sorted } from "./runs/statistics.mjs";
import { withTemporaryFolder } from "./runs/temporary-folder.mjs";

const run = promisify(execFile);
const LAB = "multi-stage";
const ALLOWED_SECONDS = 2;

const OPTIONS = {
  rounds: { type: "string", default: "5" },
  "private-engine": { type: "boolean", default: false },
};

/**
 * What a check adds to the builder's own time, for an edit that changes only the source that is copied last. The
 * builder's time is what the check itself writes into the workspace's log.
 *
 * @param {string[]} args
 * @returns {Promise<number>} the exit code
 */
export async function check(args) {
  const { values } = parseArgs({ args, options: OPTIONS });
  const rounds = wholeNumber(values.rounds, "--rounds");
  const engine = values["private-engine"] ? ["--private-engine"] : [];
  console.log(`${machine()}; ${load()}; ${rounds} rounds`);
  return withTemporaryFolder(async (folder) => {
    const workspace = join(folder, "workspace");
    const verb = (...words) => run(process.execPath, programArguments(...words, "--workspace", workspace));
    const verbIn = (...words) =>
      spawn(process.execPath, programArguments(...words, "--workspace", workspace));
    await verb("goto", LAB);
    await verb("solution", "--apply");
    const checked = () => verb("check", LAB, "--json", ...engine);
    await checked();
    const added = [];
    for (let round = 1; round <= rounds; round++) {
      const edited = join(workspace, "app", "cat_app", "templates", "cat.html");
      await appendFile(edited, `<!-- ${round} -->\n`);
      const seconds = await untilVerdict(() => verbIn("check", LAB, "--json", ...engine));
      const builder = await builderSeconds(workspace);
      added.push(seconds - builder);
      console.log(
        `round ${round}: check ${inSeconds(seconds)} s, of which the builder ${inSeconds(builder)} s`,
      );
    }
    await verb("clean", "--yes", ...engine);
    return exitCodeOf(judge([targetOf(added)]));
  });
}

/** Seconds from the start of the program to its verdict; then its end is awaited. */
async function untilVerdict(start) {
  const started = performance.now();
  const child = start();
  let seconds = null;
  child.stdout.setEncoding("utf8").on("data", (piece) => {
    if (piece.includes('"verdict"')) seconds ??= (performance.now() - started) / 1000;
  });
  const [exitCode] = await once(child, "close");
  if (exitCode !== 0 || seconds === null) throw new Error(`check ended with ${exitCode}`);
  return seconds;
}

async function builderSeconds(workspace) {
  const log = await readFile(join(workspace, ".size-matters", "log.jsonl"), "utf8");
  return JSON.parse(log.trim().split("\n").at(-1)).seconds;
}

function targetOf(added) {
  const order = sorted(added);
  const spread = `from ${inSeconds(order[0])} to ${inSeconds(order.at(-1))}`;
  return {
    says: "a check adds at most 2 s to the builder's own time",
    ...{ limit: ALLOWED_SECONDS, is: "most", value: median(added) },
    shows: `${inSeconds(median(added))} s (${spread})`,
  };
}
