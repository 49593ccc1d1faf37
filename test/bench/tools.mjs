import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs, promisify } from "node:util";
import { privateSocket } from "./contestants/engine-contestants.mjs";
import { programArguments } from "./contestants/program.mjs";
import { wholeNumber } from "./options.mjs";
import { inSeconds } from "./report/figures.mjs";
import { load, machine } from "./report/machine.mjs";
import { table } from "./report/table.mjs";
import { exitCodeOf, judge } from "./report/targets.mjs";
import { median, sorted } from "./runs/statistics.mjs";
import { withTemporaryFolder } from "./runs/temporary-folder.mjs";

const run = promisify(execFile);
const TOOLBOX = "size-matters/toolbox:latest";
const ALLOWED_SECONDS = 0.3;

const OPTIONS = {
  rounds: { type: "string", default: "5" },
  image: { type: "string" },
  "private-engine": { type: "boolean", default: false },
};

/** What a learner types behind `run`, and what the tool is told of the same archive. */
const STEPS = [
  { words: ["dive", "--ci"], own: ["dive", "--ci", "docker-archive://image.tar"] },
  { words: ["syft"], own: ["syft", "scan", "docker-archive:image.tar"] },
  {
    words: ["trivy", "--scanners", "secret"],
    own: [
      "trivy",
      "image",
      "--offline-scan",
      "--cache-backend",
      "memory",
      "--scanners",
      "secret",
      "--quiet",
      "--input",
      "image.tar",
    ],
  },
];

/** Times a command where it runs, so that nothing of reaching the container counts as the tool's. */
const TIMED = `import subprocess, sys, time
start = time.monotonic()
subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
print(time.monotonic() - start)`;

/**
 * What `run TOOL` adds to the tool's own time on the same archive in the same toolbox, until its answer is read.
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
  return withTemporaryFolder(async (folder) => {
    const box = await toolboxWith(values.image, folder, env);
    try {
      const flags = [...(own ? ["--private-engine"] : []), "--workspace", join(folder, "workspace")];
      const step = (words) => timedStep(["run", ...flags, ...words, values.image]);
      const inBox = (words) => ownSeconds(box, words, env);
      const measured = [];
      for (const one of STEPS) measured.push(await comparison(one, rounds, { step, inBox }));
      print(measured);
      return exitCodeOf(judge(measured.map(targetOf)));
    } finally {
      await run("docker", ["rm", "-f", box], { env });
    }
  });
}

/** A container of the toolbox that holds the image's archive and waits. Gives its id. */
async function toolboxWith(image, folder, env) {
  const archive = join(folder, "image.tar");
  await mkdir(join(folder, "workspace"));
  await run("docker", ["save", "-o", archive, image], { env });
  const { stdout } = await run("docker", ["run", "-d", "--network", "none", TOOLBOX, "sleep", "infinity"], {
    env,
  });
  await run("docker", ["cp", archive, `${stdout.trim()}:/work/image.tar`], { env });
  return stdout.trim();
}

async function comparison({ words, own }, rounds, { step, inBox }) {
  await step(words);
  await inBox(own);
  const rows = [];
  for (let round = 1; round <= rounds; round++) {
    const seconds = await inBox(own);
    rows.push({ ...(await step(words)), own: seconds });
  }
  return { tool: words[0], rows };
}

/** Seconds from the start of the program to its answer, and to its end. */
async function timedStep(words) {
  const started = performance.now();
  const since = () => (performance.now() - started) / 1000;
  const child = spawn(process.execPath, programArguments(...words), { stdio: ["ignore", "pipe", "ignore"] });
  let answered = null;
  child.stdout.on("data", () => {
    answered ??= since();
  });
  const [exitCode] = await once(child, "close");
  if (exitCode === 2) throw new Error(`size-matters ${words.join(" ")} could not`);
  return { answered: answered ?? since(), ended: since() };
}

async function ownSeconds(box, words, env) {
  const { stdout } = await run("docker", ["exec", box, "python3", "-c", TIMED, ...words], { env });
  return Number(stdout);
}

const column = (rows, name) => median(rows.map((row) => row[name]));

function print(measured) {
  const cells = measured.map(({ tool, rows }) => [
    tool,
    ...["own", "answered", "ended"].map((name) => inSeconds(column(rows, name))),
  ]);
  console.log(
    `\n${table(["tool", "the tool's own s", "until its answer s", "until the end s"], cells, 1)}\n`,
  );
}

function targetOf({ tool, rows }) {
  const added = sorted(rows.map(({ own, answered }) => answered - own));
  return {
    says: `${tool}: its answer is shown at most 0.3 s after its own time`,
    ...{ limit: ALLOWED_SECONDS, is: "most", value: median(added) },
    shows: `${inSeconds(median(added))} s (from ${inSeconds(added[0])} to ${inSeconds(added.at(-1))})`,
  };
}
