import { setTimeout as pause } from "node:timers/promises";
import type { AppPage, ContainerFacts, Context, DockerApi, Workshop } from "../context.ts";
import { UserError } from "../errors.ts";
import { APP_PORT, askPage, proveThatContainersMeet } from "./ask-page.ts";
import { labelled, ROLE_LABEL, WORKSPACE_LABEL } from "./labels.ts";
import { lastWords } from "./last-words.ts";
import { startOf } from "./start-container.ts";

type Outside = Pick<Context, "signal">;

export const ANSWERS_WITHIN_SECONDS = 30;
const HEADING = "Random Cat Photo";
const LOOK_EVERY = 300;

/** Asks the app's page until it answers. Gives what keeps it from that, in words; null when it answers as it should. */
export async function answerOf(
  { engine, feed }: Workshop,
  id: string,
  signal: AbortSignal,
  { heading = HEADING, port = APP_PORT }: AppPage = {},
): Promise<string | null> {
  const { docker } = engine;
  const started = await docker.container(id);
  if (!started?.running) return endedWith(started);
  const page = await whileItRuns(docker, id, signal, (either) =>
    askPage(docker, feed.container, started, { seconds: ANSWERS_WITHIN_SECONDS, signal: either, port }),
  );
  if (page === null) return endedWith(await docker.container(id));
  if (!page.answered) {
    await proveThatContainersMeet(docker, feed.container, signal);
    return `no answer on port ${port} within ${ANSWERS_WITHIN_SECONDS} s (${page.error ?? "no reason given"})`;
  }
  if (page.status !== 200) return `it answers with status ${page.status}`;
  if (page.heading !== heading) return `the page's heading is not "${heading}"`;
  return page.fresh ? null : "the page shows no picture that the cat service handed out just now";
}

/** How a container ended, in a clause. */
export function endedWith(container: ContainerFacts | null): string {
  return `it ended with exit code ${container?.exitCode ?? "unknown"}`;
}

/** The result of `work`, or null as soon as the container has ended: nobody waits for an app that is dead. */
async function whileItRuns<T>(
  docker: DockerApi,
  id: string,
  signal: AbortSignal,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T | null> {
  const stop = new AbortController();
  const either = AbortSignal.any([signal, stop.signal]);
  const working = work(either);
  const ended = async () => {
    while (!either.aborted) {
      await pause(LOOK_EVERY, undefined, { signal: either }).catch(() => {});
      if (!either.aborted && !(await docker.container(id))?.running) return null;
    }
    return null;
  };
  const watching = ended();
  try {
    return await Promise.race([working, watching]);
  } finally {
    stop.abort();
    await Promise.allSettled([working, watching]);
  }
}

/**
 * Runs the image with its port on a free port of the engine's loopback, in place of the one shown before.
 * @returns the address for a browser
 * @throws UserError with the app's last words when it does not stay up
 */
export async function serveApp(
  { signal }: Outside,
  workshop: Workshop,
  image: string,
  page: AppPage = {},
): Promise<string> {
  const { docker } = workshop.engine;
  const { workspace } = workshop.secrets;
  for (const { id, labels } of await docker.listContainers(`${WORKSPACE_LABEL}=${workspace}`)) {
    if (labels[ROLE_LABEL] === "open-app") await docker.removeContainer(id);
  }
  const id = await docker.createContainer({
    image,
    labels: labelled(workspace, "open-app"),
    extraHosts: [`feed:${workshop.feed.address}`],
    // As data, because the browser is not on the engine's network and does not know the name `feed`.
    env: ["CAT_API_URL=http://feed:8081/v1/images/search?as=data"],
    publish: page.port ?? APP_PORT,
  });
  const problem = (await startOf(docker, id)) ?? (await answerOf(workshop, id, signal, page));
  const served = await docker.container(id);
  if (problem === null && served?.publishedPort) return `http://127.0.0.1:${served.publishedPort}/`;
  const log = (await lastWords(docker, id, signal)).trimEnd();
  await docker.removeContainer(id);
  throw new UserError(`The app does not show its page: ${problem ?? "its port is not published"}.\n${log}`, {
    fix: "Mend what it says, type: size-matters build, and then: size-matters open",
  });
}
