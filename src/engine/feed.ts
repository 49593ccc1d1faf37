import { randomBytes } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import type {
  Base,
  Builder,
  ContainerFacts,
  Context,
  DockerApi,
  Engine,
  Feed,
  Report,
  WorkspaceSecrets,
} from "../context.ts";
import { UserError } from "../errors.ts";
import { feedImage } from "./feed-image.ts";
import { labelled, ROLE_LABEL, SHARED, WORKSPACE_LABEL } from "./labels.ts";

type Outside = Pick<Context, "run" | "files" | "host" | "signal">;

const APT_CACHE_VOLUME = "size-matters-apt-cache";
const APT_CACHE_FOLDER = "/var/cache/apt-cacher-ng";
const READY_WITHIN = 60_000;

/**
 * Builds the feed's image where it is missing and starts this workspace's feed: package mirror, private index, The
 * Cat API and apt cache. It listens on the engine's own network only: no port is published.
 * @throws UserError when the wheels cannot be had or the feed does not come up
 */
export async function startFeed(
  outside: Outside,
  engine: Engine,
  builder: Builder,
  bases: readonly Base[],
  secrets: WorkspaceSecrets,
  report: Report,
): Promise<Feed> {
  const imageId = await feedImage(outside, { engine, builder, bases }, report);
  const running = await runningFeed(engine, secrets.workspace, imageId);
  const { id, address } = running ?? (await newFeed(outside, engine, secrets, imageId, report));
  return { container: id, address };
}

/** The feed of this workspace that runs already; one that is stopped or of an older image is taken away. */
async function runningFeed(
  { docker }: Engine,
  workspace: string,
  imageId: string,
): Promise<ContainerFacts | null> {
  for (const { id, labels } of await docker.listContainers(`${WORKSPACE_LABEL}=${workspace}`)) {
    if (labels[ROLE_LABEL] !== "feed") continue;
    const found = await docker.container(id);
    if (found?.running && found.imageId === imageId) return found;
    await docker.removeContainer(id);
  }
  return null;
}

async function newFeed(
  outside: Outside,
  engine: Engine,
  secrets: WorkspaceSecrets,
  imageId: string,
  report: Report,
): Promise<ContainerFacts> {
  report("starting it");
  const { docker } = engine;
  const id = await createFeed(outside, engine, secrets, imageId);
  try {
    await docker.startContainer(id);
    return await waitUntilReady(outside, engine, id);
  } catch (error) {
    await docker.removeContainer(id);
    throw error;
  }
}

async function createFeed(
  { files, host }: Outside,
  { docker }: Engine,
  { workspace, tokenFile }: WorkspaceSecrets,
  imageId: string,
): Promise<string> {
  await docker.ensureVolume(APT_CACHE_VOLUME, labelled(SHARED, "apt-cache"));
  const proxy = host.env.http_proxy;
  const id = await docker.createContainer({
    // Random, so that the name is nobody's.
    name: `size-matters-feed-${workspace}-${randomBytes(3).toString("hex")}`,
    image: imageId,
    labels: labelled(workspace, "feed"),
    volumes: [{ name: APT_CACHE_VOLUME, target: APT_CACHE_FOLDER }],
    ...(proxy ? { env: [`http_proxy=${proxy}`] } : {}),
  });
  // Put into the container, because its environment and its command can be read by everyone on the engine.
  const text = ((await files.read(tokenFile)) ?? "").trim();
  await docker.putFile(id, "/run/feed", { name: "token", text, mode: 0o600 });
  return id;
}

async function waitUntilReady({ signal }: Outside, { docker }: Engine, id: string): Promise<ContainerFacts> {
  for (const deadline = Date.now() + READY_WITHIN; Date.now() < deadline; await pause(200)) {
    signal.throwIfAborted();
    const found = await docker.container(id);
    if (!found?.running) break;
    if (await isReady(docker, id, signal)) return found;
  }
  throw new UserError(
    `The package feed did not come up. Its last words:\n${(await docker.logs(id, 5)).trimEnd()}`,
    {
      fix: "Type: size-matters clean --yes, and then the command again.",
    },
  );
}

/** Do all servers of the feed answer? `feed/ask.py` says it as JSON; before it can, it is not ready. */
async function isReady(docker: DockerApi, id: string, signal: AbortSignal): Promise<boolean> {
  const { exitCode, stdout } = await docker.exec(id, ["python3", "/feed/ask.py", "ready"], signal);
  return exitCode === 0 && (JSON.parse(stdout) as { ready?: boolean }).ready === true;
}
