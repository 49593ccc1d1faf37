import type { DockerApi, Stopped } from "../context.ts";
import { UserError } from "../errors.ts";
import { ROLE_LABEL } from "./labels.ts";
import { presentFeed } from "./present-feed.ts";
import { printed } from "./printed.ts";

/** What a process has for an exit code that was ended by SIGKILL: 128 and the number of the signal. */
const KILLED = 137;
/** An app that ends within this is quick, however busy the engine. Seconds. */
const QUICK = 1;

/** Ends at once when it is asked to. */
const OBEDIENT = `import signal
signal.signal(signal.SIGTERM, lambda *_: exit())
print("ready", flush=True)
signal.pause()`;

/**
 * Stops an app and says how long it took: without what the engine itself takes just now, which is measured on a process
 * of our own that ends at once. On a busy machine that is seconds.
 */
export async function stopApp(
  docker: DockerApi,
  { id, feed, patience }: { id: string; feed: string; patience: number },
  signal: AbortSignal,
): Promise<Stopped> {
  const taken = await secondsToStop(docker, id, patience);
  const exitCode = (await docker.container(id))?.exitCode ?? -1;
  const killed = exitCode === KILLED;
  const engines = killed || taken <= QUICK ? 0 : await enginesOwn(docker, feed, patience, signal);
  return { seconds: Math.max(0, taken - engines), exitCode, killed };
}

async function secondsToStop(docker: DockerApi, id: string, patience: number): Promise<number> {
  const started = performance.now();
  await docker.stopContainer(id, patience);
  return (performance.now() - started) / 1000;
}

/** @throws UserError when even our own process does not end when it is asked to */
async function enginesOwn(
  docker: DockerApi,
  feed: string,
  patience: number,
  signal: AbortSignal,
): Promise<number> {
  const { imageId, labels } = await presentFeed(docker, feed);
  const id = await docker.createContainer({
    image: imageId,
    command: ["python3", "-c", OBEDIENT],
    labels: { ...labels, [ROLE_LABEL]: "control" },
    offline: true,
  });
  try {
    await docker.startContainer(id);
    const { line } = await printed(docker, id, /^ready$/, signal);
    const seconds = await secondsToStop(docker, id, patience);
    if (line !== null && (await docker.container(id))?.exitCode === 0) return seconds;
  } finally {
    await docker.removeContainer(id);
  }
  throw new UserError("A process of our own did not end within the time that the app has.", {
    fix: "The machine is too busy to tell: wait until it is less so, and type the command again.",
  });
}
