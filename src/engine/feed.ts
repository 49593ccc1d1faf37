import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type { Base, Builder, Context, Engine, Feed, Report, WorkspaceSecrets } from "../context.ts";
import { UserError } from "../errors.ts";
import { certificateBundle } from "./certificates.ts";
import { labelled, ROLE_LABEL, SHARED, WORKSPACE_LABEL } from "./labels.ts";
import { proxyArguments } from "./proxies.ts";
import { lastWords } from "./root.ts";

type Outside = Pick<Context, "run" | "files" | "host" | "signal">;

const FEED_IMAGE = "size-matters/feed:latest";
const APT_CACHE_VOLUME = "size-matters-apt-cache";
const READY_WITHIN = 60_000;

/** What a service of the feed is made of. */
interface Service {
  readonly role: "feed" | "apt-cache";
  readonly workspace: string;
  readonly imageId: string;
  /** The password's file, for the private index. */
  readonly tokenFile?: string;
}

/**
 * Builds the feed's image where it is missing and starts this workspace's feed and the shared apt cache.
 * Both listen on the engine's own network only: no port is published.
 * @throws UserError when the wheels cannot be had or a service does not come up
 */
export async function startFeed(
  outside: Outside,
  engine: Engine,
  builder: Builder,
  bases: readonly Base[],
  secrets: WorkspaceSecrets,
  report: Report,
): Promise<Feed> {
  const imageId = await buildFeedImage(outside, engine, builder, bases, report);
  const aptCache = await ensureService(
    outside,
    engine,
    { role: "apt-cache", workspace: SHARED, imageId },
    report,
  );
  const { workspace, tokenFile } = secrets;
  const feed = await ensureService(outside, engine, { role: "feed", workspace, imageId, tokenFile }, report);
  return { container: feed.id, address: feed.address, aptCacheAddress: aptCache.address };
}

async function buildFeedImage(
  outside: Outside,
  engine: Engine,
  builder: Builder,
  bases: readonly Base[],
  report: Report,
): Promise<string> {
  const folder = join(outside.host.packageFolder, "feed");
  const slim = bases.find(({ name }) => name === "slim");
  const index = outside.host.env.PIP_INDEX_URL;
  const args = [
    ["--tag", FEED_IMAGE],
    ...Object.entries(labelled(SHARED, "feed")).map(([key, value]) => ["--label", `${key}=${value}`]),
    proxyArguments(outside.host.env),
    ...(slim ? [["--build-arg", `SLIM=${slim.pinned}`]] : []),
    ["--secret", `id=ca,src=${(await certificateBundle(outside)) ?? "/dev/null"}`],
    // By name, because an index address may hold a password.
    ...(index ? [["--secret", `id=pip_index,src=${await indexFile(outside, index)}`]] : []),
    ["--progress", "plain"],
  ];
  report("building its image: the wheels of every lab, checked by their hashes");
  const result = await outside.run(builder.path, ["build", ...args.flat(), folder], {
    env: builder.env,
    signal: outside.signal,
    onLine: report,
  });
  const built = result.exitCode === 0 ? await engine.docker.image(FEED_IMAGE) : null;
  if (built !== null) return built.id;
  throw new UserError(`The private package feed could not be built: ${lastWords(result, 6)}`, {
    fix: "Check that this machine reaches a Python package index and Debian's packages, then type the command again.",
  });
}

async function indexFile({ files, host }: Outside, index: string): Promise<string> {
  const path = join(host.dataFolder, "pip-index");
  await files.makeFolder(host.dataFolder, 0o711);
  await files.write(path, index, 0o600);
  return path;
}

/** The running service, started anew when it is missing, stopped or of an older image. */
async function ensureService(
  outside: Outside,
  engine: Engine,
  service: Service,
  report: Report,
): Promise<{ id: string; address: string }> {
  const { docker } = engine;
  for (const { id, labels } of await docker.listContainers(`${WORKSPACE_LABEL}=${service.workspace}`)) {
    if (labels[ROLE_LABEL] !== service.role) continue;
    const found = await docker.container(id);
    if (found?.running && found.imageId === service.imageId) return found;
    await docker.removeContainer(id);
  }
  report(`starting the ${service.role}`);
  const id = await createService(outside, engine, service);
  try {
    await docker.startContainer(id);
    return await waitUntilReady(outside, engine, id, service.role);
  } catch (error) {
    await docker.removeContainer(id);
    throw error;
  }
}

async function createService({ files }: Outside, { docker }: Engine, service: Service): Promise<string> {
  const { role, workspace, imageId, tokenFile } = service;
  if (role === "apt-cache") await docker.ensureVolume(APT_CACHE_VOLUME, labelled(SHARED, role));
  const id = await docker.createContainer({
    // Random, so that the name is nobody's.
    name: `size-matters-${role}-${workspace}-${randomBytes(3).toString("hex")}`,
    image: imageId,
    command: [role],
    labels: labelled(workspace, role),
    volumes: role === "apt-cache" ? [{ name: APT_CACHE_VOLUME, target: "/var/cache/apt-cacher-ng" }] : [],
  });
  if (tokenFile !== undefined) {
    const token = ((await files.read(tokenFile)) ?? "").trim();
    await docker.putFile(id, "/run/feed", { name: "token", text: token, mode: 0o600 });
  }
  return id;
}

async function waitUntilReady(
  { signal }: Outside,
  { docker }: Engine,
  id: string,
  role: string,
): Promise<{ id: string; address: string }> {
  for (
    const deadline = Date.now() + READY_WITHIN;
    Date.now() < deadline;
    await pause(200, undefined, { signal })
  ) {
    const found = await docker.container(id);
    if (!found?.running) break;
    const { exitCode } = await docker.exec(id, ["python3", "/feed/ask.py", "ready", role], signal);
    if (exitCode === 0) return found;
  }
  signal.throwIfAborted();
  throw new UserError(
    `The ${role} did not come up. Its last words:\n${(await docker.logs(id, 5)).trimEnd()}`,
    {
      fix: "Type: size-matters clean --yes, and then the command again.",
    },
  );
}
