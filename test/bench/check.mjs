import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { appendFile, readFile } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs, promisify } from "node:util";
import { privateSocket } from "./contestants/engine-contestants.mjs";
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

/** Asks inside a container, so that nothing of a network between counts. */
const UNTIL_IT_ANSWERS = `import time, urllib.request
for _ in range(2000):
    try:
        urllib.request.urlopen("http://127.0.0.1:3000/health")
        break
    except OSError:
        time.sleep(0.02)`;

/**
 * What a check adds to the builder's own time, for an edit that changes only the source that is copied last. The
 * builder's time is what the check itself writes into the workspace's log. How long the app needs to answer, by the
 * engine alone, is shown beside it: nobody can say sooner that it does.
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
    const { tag } = JSON.parse((await checked()).stdout).image;
    const added = [];
    for (let round = 1; round <= rounds; round++) {
      const edited = join(workspace, "app", "cat_app", "templates", "cat.html");
      await appendFile(edited, `<!-- ${round} -->\n`);
      const seconds = await untilVerdict(() => verbIn("check", LAB, "--json", ...engine));
      const builder = await builderSeconds(workspace);
      added.push(seconds - builder);
      const app = await appSeconds(tag, values["private-engine"]);
      const parts = `of which the builder ${inSeconds(builder)} s; the app alone answers after ${inSeconds(app)} s`;
      console.log(`round ${round}: check ${inSeconds(seconds)} s, ${parts}`);
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

/** Seconds from `docker run` of an image to its app's answer. */
async function appSeconds(tag, ownEngine) {
  const env = ownEngine ? { ...process.env, DOCKER_HOST: privateSocket() } : process.env;
  const docker = async (...words) => (await run("docker", words, { env })).stdout.trim();
  const started = performance.now();
  const id = await docker("run", "--detach", tag);
  try {
    await docker("exec", id, "python", "-c", UNTIL_IT_ANSWERS);
    return (performance.now() - started) / 1000;
  } finally {
    await docker("rm", "--force", id);
  }
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
