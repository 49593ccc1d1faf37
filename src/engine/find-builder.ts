import { createHash } from "node:crypto";
import { delimiter, join } from "node:path";
import type { Builder, BuilderSearch, Context, Engine, RunResult } from "../context.ts";
import { SHARED, WORKSPACE_LABEL } from "./labels.ts";
import { lastWords } from "./root.ts";

type Outside = Pick<Context, "run" | "files" | "host" | "signal">;
type Tried = BuilderSearch["tried"][number];

/** What is kept of a builder that could. Asking a client for its version takes longer than all else here. */
type Remembered = Pick<Builder, "path" | "version"> & { readonly stamp: string };

const TRIAL_WITHIN = 60_000;

/**
 * Finds a docker CLI that builds with BuildKit on this engine, by building a tiny image with each one on the
 * machine: a version number does not tell whether buildx is there and whether the two understand each other.
 * @param remembered the one that could build on this engine last time will do, while its file is the same
 */
export async function findBuilder(
  outside: Outside,
  engine: Engine,
  { remembered = false } = {},
): Promise<BuilderSearch> {
  const known = remembered ? await rememberedBuilder(outside, engine) : null;
  if (known !== null) return { builder: known, tried: [] };
  const found = await tryBuilders(outside, engine);
  if (found.builder !== null) await remember(outside, engine, found.builder);
  return found;
}

async function tryBuilders(outside: Outside, engine: Engine): Promise<BuilderSearch> {
  const tried: Tried[] = [];
  for (const path of await dockerClients(outside)) {
    const env = builderEnvironment(engine);
    const version = await clientVersion(outside, path, env);
    const reason = await tryBuild(outside, engine, path, env);
    tried.push({ path, version, reason });
    if (reason === null) return { builder: { path, version, env }, tried };
  }
  return { builder: null, tried };
}

async function rememberedBuilder(outside: Outside, engine: Engine): Promise<Builder | null> {
  const kept = await outside.files.read(memoryOf(outside, engine));
  if (kept === null) return null;
  const { path, version, stamp } = JSON.parse(kept) as Remembered;
  if (!(await outside.files.executable(path)) || (await outside.files.stamp(path)) !== stamp) return null;
  return { path, version, env: builderEnvironment(engine) };
}

async function remember(outside: Outside, engine: Engine, { path, version }: Builder): Promise<void> {
  const remembered: Remembered = { path, version, stamp: await outside.files.stamp(path) };
  await outside.files.makeFolder(join(outside.host.dataFolder, "builders"), 0o711);
  await outside.files.write(memoryOf(outside, engine), JSON.stringify(remembered));
}

/** One file for each engine, by its id and the address at which it was asked. */
function memoryOf({ host }: Outside, { endpoint, facts }: Engine): string {
  const name = createHash("sha256").update(`${endpoint.host} ${facts.id}`).digest("hex").slice(0, 16);
  return join(host.dataFolder, "builders", `${name}.json`);
}

/** Every `docker` on the search path and where packages put it, the first on the path first. */
async function dockerClients({ files, host }: Outside): Promise<string[]> {
  const name = host.platform === "win32" ? "docker.exe" : "docker";
  const usual =
    host.platform === "win32"
      ? []
      : ["/usr/bin", "/usr/local/bin", "/opt/homebrew/bin", join(host.home, ".docker/bin")];
  const folders = [...(host.env.PATH ?? "").split(delimiter).filter(Boolean), ...usual];
  const paths = [...new Set(folders.map((folder) => join(folder, name)))];
  const there = await Promise.all(paths.map((path) => files.executable(path)));
  return paths.filter((_, index) => there[index]);
}

/** The environment that points a docker CLI at the engine and at BuildKit, whatever the user's own says. */
function builderEnvironment(engine: Engine): Builder["env"] {
  const { host, certFolder } = engine.endpoint;
  return {
    DOCKER_HOST: host,
    DOCKER_CONTEXT: undefined,
    DOCKER_TLS_VERIFY: certFolder === undefined ? undefined : "1",
    DOCKER_CERT_PATH: certFolder,
    DOCKER_BUILDKIT: "1",
    // A builder of the user's own (docker-container, cloud) would build where the engine cannot see the image.
    BUILDX_BUILDER: "default",
    BUILDX_NO_DEFAULT_ATTESTATIONS: "1",
  };
}

async function clientVersion({ run }: Outside, path: string, env: Builder["env"]): Promise<string> {
  const { stdout } = await run(path, ["--version"], { env });
  return /version ([^\s,]+)/.exec(stdout)?.[1] ?? "unknown";
}

async function tryBuild(
  { run, signal }: Outside,
  engine: Engine,
  path: string,
  env: Builder["env"],
): Promise<string | null> {
  const input = `FROM scratch\nLABEL ${WORKSPACE_LABEL}=${SHARED}\n`;
  const result = await run(path, ["build", "--quiet", "-"], { env, input, signal, timeout: TRIAL_WITHIN });
  if (result.exitCode !== 0) return result.timedOut ? "a tiny build did not end in 60 s" : refusal(result);
  await engine.docker.removeImage(result.stdout.trim());
  return null;
}

/** The line that names the error, where the client marks one; its last line otherwise. */
function refusal(result: RunResult): string {
  const marked = /^error:?\s*(.+)$/im.exec(result.stderr)?.[1];
  return marked ?? lastWords(result, 1);
}
