import { execFile } from "node:child_process";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { REPOSITORY } from "./program.mjs";

const run = promisify(execFile);
const MOST_OUTPUT = 1 << 28;

/**
 * The script that a patient person would write: build, run, save, one after the other, nothing looked at. Engine,
 * builder, base and feed are those of the product, read from the build command that it prints.
 *
 * @param {string} workspace
 * @param {string} command of `build --json`
 * @returns {Promise<() => Promise<void>>}
 */
export async function tourScript(workspace, command) {
  const around = await surroundings(workspace, command);
  const files = (await readdir(join(REPOSITORY, "dockerfiles"))).filter((name) =>
    /^\d+_.*\.Dockerfile$/.test(name),
  );
  const feed = await around.docker(
    ...["ps", "-q", "--filter", `label=size-matters.workspace=${around.id}`],
    ...["--filter", "label=size-matters.role=feed"],
  );
  return async () => {
    for (const file of files) {
      const tag = await buildRung(around, file);
      await askApp(around, feed, tag);
      await around.save(tag);
    }
  };
}

async function surroundings(workspace, command) {
  const own = join(workspace, ".size-matters");
  const [, docker] = / (\S+) build --file /.exec(command);
  const env = {
    ...process.env,
    DOCKER_HOST: /DOCKER_HOST=(\S+)/.exec(command)[1],
    DOCKER_BUILDKIT: "1",
    BUILDX_NO_DEFAULT_ATTESTATIONS: "1",
    TOKEN: (await readFile(join(own, "secrets", "token"), "utf8")).trim(),
  };
  const options = { env, maxBuffer: MOST_OUTPUT };
  return {
    id: (await readFile(join(own, "id"), "utf8")).trim(),
    feedHost: /--add-host (feed:\S+)/.exec(command)[1],
    buildOptions: /build .*?(--add-host .*--progress plain)/.exec(command)[1].split(" "),
    docker: async (...args) => (await run(docker, args, options)).stdout.trim(),
    save: (tag) => run("sh", ["-c", '"$1" save "$2" >/dev/null', "sh", docker, tag], options),
  };
}

/** Returns the image's tag. */
async function buildRung({ id, docker, buildOptions }, file) {
  const tag = `size-matters/${id}:tour-${file.replace(/^\d+_|\.Dockerfile$/g, "").replaceAll("_", "-")}`;
  const labels = ["--label", `size-matters.workspace=${id}`, "--label", "size-matters.role=app"];
  const dockerfile = ["--file", join(REPOSITORY, "dockerfiles", file)];
  await docker("build", ...dockerfile, "--tag", tag, ...labels, ...buildOptions, join(REPOSITORY, "cat_app"));
  return tag;
}

async function askApp({ docker, feedHost }, feed, tag) {
  const api = "CAT_API_URL=http://feed:8081/v1/images/search";
  const app = await docker("run", "-d", "--add-host", feedHost, "-e", api, tag);
  const format = "{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}";
  const address = await docker("inspect", "-f", format, app);
  const page = `http://${address}:3000/`;
  await docker("exec", feed, "python", "/feed/ask.py", "page", page, "--deadline", "30");
  await docker("rm", "-f", app);
}
