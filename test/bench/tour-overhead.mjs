// What the tour adds over a script of the same docker commands: builds, runs, saves, one after the other.
// Paired runs in turn on one engine, after one tour that is not counted; medians, spread and the difference.
//
//   npm run bench -- [--pairs 5] [--private-engine] [--workspace DIR]
import { execFile } from "node:child_process";
import { readdir, readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs, promisify } from "node:util";

const run = promisify(execFile);
const PACKAGE = fileURLToPath(new URL("../../", import.meta.url));
const ALLOWED_SHARE = 0.05;
const ALLOWED_SECONDS = 3;

const { values } = parseArgs({
  options: {
    pairs: { type: "string", default: "5" },
    "private-engine": { type: "boolean", default: false },
    workspace: { type: "string", default: "workspace" },
  },
});
const workspace = resolve(values.workspace);
const flags = ["--workspace", workspace, ...(values["private-engine"] ? ["--private-engine"] : [])];
const sizeMatters = (...args) =>
  run(process.execPath, [join(PACKAGE, "dist/cli.js"), ...args, ...flags], { maxBuffer: 1 << 28 });

/** What the product itself uses: engine, builder, base and feed, read from its own printed build command. */
async function surroundings() {
  const { stdout } = await sizeMatters("build", "--json");
  const { command } = JSON.parse(stdout);
  const secrets = join(workspace, ".size-matters/secrets");
  return {
    id: (await readFile(join(workspace, ".size-matters/id"), "utf8")).trim(),
    token: (await readFile(join(secrets, "token"), "utf8")).trim(),
    host: /DOCKER_HOST=(\S+)/.exec(command)[1],
    docker: / (\S+) build --file /.exec(command)[1],
    feedHost: /--add-host (feed:\S+)/.exec(command)[1],
    buildOptions: /build .*?(--add-host .*--progress plain)/.exec(command)[1].split(" "),
  };
}

/** The script that a patient person would write: no concurrency, nothing looked at. */
async function plainScript({ id, token, host, docker, feedHost, buildOptions }) {
  const env = {
    ...process.env,
    DOCKER_HOST: host,
    DOCKER_BUILDKIT: "1",
    BUILDX_NO_DEFAULT_ATTESTATIONS: "1",
    TOKEN: token,
  };
  const command = async (...args) => (await run(docker, args, { env, maxBuffer: 1 << 28 })).stdout.trim();
  const feed = await command(
    "ps",
    "-q",
    "--filter",
    `label=size-matters.workspace=${id}`,
    "--filter",
    "label=size-matters.role=feed",
  );
  const files = (await readdir(join(PACKAGE, "dockerfiles"))).filter((name) =>
    /^\d+_.*\.Dockerfile$/.test(name),
  );
  for (const file of files) {
    const tag = `size-matters/${id}:tour-${file.replace(/^\d+_|\.Dockerfile$/g, "").replaceAll("_", "-")}`;
    const labels = ["--label", `size-matters.workspace=${id}`, "--label", "size-matters.role=app"];
    await command(
      "build",
      "--file",
      join(PACKAGE, "dockerfiles", file),
      "--tag",
      tag,
      ...labels,
      ...buildOptions,
      join(PACKAGE, "cat_app"),
    );
    const app = await command(
      "run",
      "-d",
      "--add-host",
      feedHost,
      "-e",
      "CAT_API_URL=http://feed:8081/v1/images/search",
      tag,
    );
    const address = await command(
      "inspect",
      "-f",
      "{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}",
      app,
    );
    await command(
      "exec",
      feed,
      "python",
      "/feed/ask.py",
      "page",
      `http://${address}:3000/`,
      "--deadline",
      "30",
    );
    await command("rm", "-f", app);
    await run("sh", ["-c", '"$1" save "$2" >/dev/null', "sh", docker, tag], { env });
  }
}

async function seconds(work) {
  const started = performance.now();
  await work();
  return (performance.now() - started) / 1000;
}

const sorted = (figures) => [...figures].sort((a, b) => a - b);
const median = (figures) => sorted(figures)[Math.floor(figures.length / 2)];
const shown = (figures) =>
  `median ${median(figures).toFixed(1)} s, from ${sorted(figures)[0].toFixed(1)} to ${sorted(figures).at(-1).toFixed(1)}`;

await sizeMatters("tour", "--json");
const around = await surroundings();
const [tours, scripts] = [[], []];
for (let pair = 1; pair <= Number(values.pairs); pair++) {
  // Each goes first every other time.
  const turns = [
    async () => tours.push(await seconds(() => sizeMatters("tour", "--json"))),
    async () => scripts.push(await seconds(() => plainScript(around))),
  ];
  for (const turn of pair % 2 ? turns : turns.reverse()) await turn();
  console.log(`pair ${pair}: tour ${tours.at(-1).toFixed(1)} s, script ${scripts.at(-1).toFixed(1)} s`);
}
const added = median(tours) - median(scripts);
const allowed = median(scripts) * ALLOWED_SHARE + ALLOWED_SECONDS;
console.log(`tour:   ${shown(tours)}\nscript: ${shown(scripts)}`);
console.log(
  `The tour adds ${added.toFixed(1)} s; allowed are 5 % + 3 s = ${allowed.toFixed(1)} s: ${added <= allowed ? "kept" : "NOT KEPT"}`,
);
process.exitCode = added <= allowed ? 0 : 1;
