import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { copyFile, mkdir } from "node:fs/promises";
import { createServer } from "node:net";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";
import { programArguments, REPOSITORY } from "./program.mjs";

const run = promisify(execFile);
const TOOLBOX = "size-matters/toolbox:latest";
const DOCKERFILE = join(REPOSITORY, "dockerfiles", "0_original.Dockerfile");

/**
 * What a learner types behind `run`, and what the tool is told beside the archive or the Dockerfile.
 *
 * @type {{ words: string[], own: string[], about: "image" | "Dockerfile", onPath: boolean }[]}
 */
export const STEPS = [
  {
    words: ["dive", "--ci"],
    own: ["dive", "--ci", "docker-archive://image.tar"],
    about: "image",
    onPath: true,
  },
  { words: ["hadolint"], own: ["hadolint", "Dockerfile"], about: "Dockerfile", onPath: true },
  // In the toolbox it is a script of its package: that cannot be copied out of it.
  { words: ["syft"], own: ["syft", "scan", "docker-archive:image.tar"], about: "image", onPath: false },
  {
    words: ["trivy", "--scanners", "secret"],
    own: [
      ...["trivy", "image", "--offline-scan", "--cache-backend", "memory", "--scanners", "secret"],
      ...["--quiet", "--input", "image.tar"],
    ],
    ...{ about: "image", onPath: true },
  },
];

/** Times a command where it runs, so that nothing of reaching the container counts as the tool's. */
const TIMED = `import subprocess, sys, time
start = time.monotonic()
subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
print(time.monotonic() - start)`;

/**
 * Does `work` with the ways to run a tool on an image, and on a Dockerfile. Each gives seconds.
 *
 * @param {{ image: string, folder: string, env: NodeJS.ProcessEnv, own: boolean }} place
 * @param {(ways: ReturnType<typeof waysTo>) => Promise<number>} work
 */
export async function withTools({ image, folder, env, own }, work) {
  const docker = async (...words) => (await run("docker", words, { env })).stdout.trim();
  const files = join(folder, "files");
  for (const name of ["files", "bin", "workspace"]) await mkdir(join(folder, name));
  await docker("save", "-o", join(files, "image.tar"), image);
  await copyFile(DOCKERFILE, join(files, "Dockerfile"));
  const volume = await docker("volume", "create");
  const flags = ["-d", "--network", "none", "-v", `${volume}:/work`];
  const box = await docker("run", ...flags, TOOLBOX, "sleep", "infinity");
  try {
    await docker("cp", `${files}/.`, `${box}:/work`);
    for (const { words, onPath } of STEPS)
      if (onPath) await docker("cp", `${box}:/opt/tools/bin/${words[0]}`, join(folder, "bin"));
    return await work(waysTo({ image, folder, env, own, docker, volume, box }));
  } finally {
    await docker("rm", "-f", box);
    await docker("volume", "rm", volume);
  }
}

function waysTo({ image, folder, env, own, docker, volume, box }) {
  const flags = [...(own ? ["--private-engine"] : []), "--workspace", join(folder, "workspace")];
  const ours = ({ words, about }, changes = {}) => {
    const args = programArguments("run", ...flags, ...words, about === "image" ? image : DOCKERFILE);
    return timed(process.execPath, args, { env: { ...process.env, ...changes } });
  };
  return {
    inBox: async (step) => Number(await docker("exec", box, "python3", "-c", TIMED, ...step.own)),
    /** As somebody types it who has the archive in a volume; the container's removal is not in it. */
    byHand: async (step) => {
      const name = `size-matters-bench-${process.pid}`;
      const words = ["run", "--name", name, "--network", "none", "-v", `${volume}:/work:ro`, TOOLBOX];
      const { ended } = await timed("docker", [...words, ...step.own], { env });
      await docker("rm", name);
      return ended;
    },
    ours,
    onPath: async ({ own: [name, ...words] }) =>
      (await timed(join(folder, "bin", name), words, { cwd: join(folder, "files") })).ended,
    oursOnPath: (step) => ours(step, { PATH: [join(folder, "bin"), process.env.PATH].join(delimiter) }),
    node: async () => (await timed(process.execPath, ["-e", "0"])).ended,
    untilRequest: () => untilRequest(join(folder, "asked.sock"), image),
  };
}

/** Seconds from the start of a command to the last that it prints, and to its end. */
async function timed(command, args, options = {}) {
  const started = performance.now();
  const since = () => (performance.now() - started) / 1000;
  const child = spawn(command, args, { ...options, stdio: ["ignore", "pipe", "pipe"] });
  let answered = null;
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", () => {
      answered = since();
    });
  const [exitCode] = await once(child, "close");
  if (exitCode !== 0 && exitCode !== 1)
    throw new Error(`${command} ${args.join(" ")}: exit code ${exitCode}`);
  return { answered: answered ?? since(), ended: since() };
}

/** Seconds from the start of the program to its first request, at a socket where nobody answers it. */
async function untilRequest(socket, image) {
  const server = createServer();
  await once(server.listen(socket), "listening");
  const started = performance.now();
  const env = { ...process.env, DOCKER_HOST: `unix://${socket}` };
  const child = spawn(process.execPath, programArguments("run", "syft", image), { env, stdio: "ignore" });
  const [asked] = await once(server, "connection");
  const seconds = (performance.now() - started) / 1000;
  child.kill("SIGKILL");
  await once(child, "close");
  asked.destroy();
  server.close();
  return seconds;
}
