import { spawn } from "node:child_process";
import { appendFile } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { programArguments } from "./contestants/program.mjs";
import { wholeNumber } from "./options.mjs";
import { load, machine } from "./report/machine.mjs";
import { exitCodeOf, judge } from "./report/targets.mjs";
import { median, sorted } from "./runs/statistics.mjs";
import { withTemporaryFolder } from "./runs/temporary-folder.mjs";

const ALLOWED_MILLISECONDS = 100;
const ANSWER = "Keys, and the command";
const ASLEEP = "RUN apt-get update && sleep 120";

const OPTIONS = {
  presses: { type: "string", default: "30" },
  "private-engine": { type: "boolean", default: false },
};

/**
 * How long the guide's screen takes to answer a key while a build runs: the time from writing the key to a
 * pseudo-terminal to the first line of the answer.
 *
 * @param {string[]} args
 * @returns {Promise<number>} the exit code
 */
export async function keys(args) {
  const { values } = parseArgs({ args, options: OPTIONS });
  const presses = wholeNumber(values.presses, "--presses");
  const engine = values["private-engine"] ? ["--private-engine"] : [];
  console.log(`${machine()}; ${load()}; ${presses} presses`);
  return withTemporaryFolder(async (folder) => {
    const workspace = join(folder, "workspace");
    const terminal = open(["start", ...engine, "--workspace", workspace]);
    await terminal.until("How do you want");
    terminal.press("\r");
    await terminal.until("q quit");
    await appendFile(join(workspace, "app", "Dockerfile"), `${ASLEEP}\n`);
    await terminal.until(ASLEEP);
    const waited = [];
    for (let press = 0; press < presses; press++) waited.push(await answerTo(terminal));
    terminal.press("q");
    await terminal.ended;
    return exitCodeOf(judge([targetOf(waited)]));
  });
}

async function answerTo(terminal) {
  await new Promise((resolve) => setTimeout(resolve, 100 + Math.random() * 400));
  const started = performance.now();
  terminal.press("?");
  await terminal.until(ANSWER);
  return performance.now() - started;
}

function targetOf(waited) {
  const order = sorted(waited);
  const [middle, worst] = [median(waited), order.at(-1)].map((milliseconds) => milliseconds.toFixed(1));
  return {
    says: "a key is answered within 0.1 s while a build runs",
    ...{ limit: ALLOWED_MILLISECONDS, is: "most", value: order.at(-1) },
    shows: `${middle} ms (median), ${worst} ms (the slowest)`,
  };
}

/** The program on a pseudo-terminal, by `script` of util-linux. */
function open(args) {
  const words = [process.execPath, ...programArguments(...args)].map((word) => `'${word}'`).join(" ");
  const child = spawn("script", ["-qefc", `stty rows 40 cols 100; ${words}`, "/dev/null"]);
  let shown = "";
  let look = () => {};
  child.stdout.setEncoding("utf8").on("data", (piece) => {
    shown += piece;
    look();
  });
  return {
    press: (key) => child.stdin.write(key),
    until: (text) =>
      new Promise((resolve) => {
        look = () => {
          const at = shown.indexOf(text);
          if (at < 0) return;
          shown = shown.slice(at + text.length);
          look = () => {};
          resolve();
        };
        look();
      }),
    ended: new Promise((resolve) => child.once("close", resolve)),
  };
}
