import type {
  AppAnswer,
  AppOptions,
  AppPage,
  ContainerSpec,
  Context,
  EndedApp,
  ExecResult,
  Printed,
  ProcessFacts,
  RunningApp,
  Workshop,
} from "../context.ts";
import { UserError } from "../errors.ts";
import { askPage, proveThatContainersMeet } from "./ask-page.ts";
import { labelled } from "./labels.ts";
import { lastWords } from "./last-words.ts";
import { lookBeside, toItsEnd } from "./look-beside.ts";
import { printed } from "./printed.ts";
import { ANSWERS_WITHIN_SECONDS, answerOf, endedWith } from "./run-app.ts";
import { type Created, createContainer, startOf } from "./start-container.ts";
import { stopApp } from "./stop-app.ts";

type Outside = Pick<Context, "signal">;

/** Runs an image for a check. What it is asked decides what is done; the container is there until it is ended. */
export async function runApp(
  { signal }: Outside,
  workshop: Workshop,
  image: string,
  { readOnly = false, writable = [], env = [] }: AppOptions = {},
): Promise<RunningApp> {
  const { docker } = workshop.engine;
  const created = await createApp(workshop, image, { env, readOnly, inMemory: writable });
  if ("refusal" in created) return neverStarted(created.refusal);
  const { id } = created;
  const refusal = await startOf(docker, id);
  return {
    answer: (page) => answer(workshop, { id, refusal, page }, signal),
    shows: (text) => shows(workshop, id, text, signal),
    prints: (line) => (refusal === null ? printed(docker, id, line, signal) : printedNothing(refusal)),
    look: (paths, listener) => look(workshop, { id, refusal }, [...wordsFor(listener), ...paths], signal),
    stop: (patience) => stopApp(docker, { id, feed: workshop.feed.container, patience }, signal),
    end: () => docker.removeContainer(id),
  };
}

/** What is known of an app that there is nothing to start of. */
export function notStarted({ refusal }: { readonly refusal: string }): AppAnswer {
  return { answers: false, problem: refusal, log: "" };
}

async function printedNothing(refusal: string): Promise<Printed> {
  return { line: null, log: refusal, running: false, host: "" };
}

/** An image without a command. */
function neverStarted(refusal: string): RunningApp {
  const cannot = async () => {
    throw new UserError(`The app does not run: ${refusal}`, {
      fix: "Say with CMD what is to be started, and type: size-matters check",
    });
  };
  return {
    answer: async () => notStarted({ refusal }),
    shows: async () => false,
    prints: () => printedNothing(refusal),
    look: async () => ({ ended: notStarted({ refusal }) }),
    stop: cannot,
    end: async () => {},
  };
}

/** Makes the container of an app that is to be asked, or says why there is nothing to run; it does not run yet. */
export function createApp(
  { engine, feed, secrets }: Workshop,
  image: string,
  more: Partial<ContainerSpec> = {},
): Promise<Created> {
  return createContainer(engine.docker, {
    image,
    labels: labelled(secrets.workspace, "asked-app"),
    extraHosts: [`feed:${feed.address}`],
    ...more,
    env: ["CAT_API_URL=http://feed:8081/v1/images/search", ...(more.env ?? [])],
  });
}

/** Runs the image and asks its page once. The container is gone afterwards, whatever happens. */
export async function askApp(outside: Outside, workshop: Workshop, image: string): Promise<AppAnswer> {
  const app = await runApp(outside, workshop, image);
  try {
    return await app.answer();
  } finally {
    await app.end();
  }
}

/** Asks the page of an app that was started, or not: then the refusal is why. */
export async function answer(
  workshop: Workshop,
  { id, refusal, page }: { id: string; refusal: string | null; page?: AppPage | undefined },
  signal: AbortSignal,
): Promise<AppAnswer> {
  const problem = refusal ?? (await answerOf(workshop, id, signal, page));
  const log = problem === null ? "" : await lastWords(workshop.engine.docker, id, signal);
  return { answers: problem === null, problem, log };
}

async function shows(
  { engine, feed }: Workshop,
  id: string,
  text: string,
  signal: AbortSignal,
): Promise<boolean> {
  const container = await engine.docker.container(id);
  if (!container?.running) return false;
  const options = { seconds: ANSWERS_WITHIN_SECONDS, signal, contains: text };
  const page = await askPage(engine.docker, feed.container, container, options);
  if (!page.answered) await proveThatContainersMeet(engine.docker, feed.container, signal);
  return page.contains ?? false;
}

function wordsFor(listener: "listener" | undefined): string[] {
  return listener ? ["--listener-within", String(ANSWERS_WITHIN_SECONDS)] : [];
}

/** What is to be seen of its processes; where there are none any more, how it ended. */
async function look(
  workshop: Workshop,
  { id, refusal }: { id: string; refusal: string | null },
  words: readonly string[],
  signal: AbortSignal,
): Promise<ProcessFacts | EndedApp> {
  const { docker } = workshop.engine;
  if (refusal !== null) return { ended: notStarted({ refusal }) };
  try {
    return await lookBeside<ProcessFacts>(workshop, id, words, signal);
  } catch (error) {
    const app = await docker.container(id);
    if (app === null || app.running) throw error;
    const log = await lastWords(docker, id, signal);
    return { ended: { answers: false, problem: endedWith(app), log } };
  }
}

/** Runs a command in a new container of the image. @throws UserError when it does not end within a minute */
export async function runCommand(
  { signal }: Outside,
  { engine, secrets }: Workshop,
  image: string,
  [file = "", ...args]: readonly string[],
): Promise<ExecResult> {
  const spec = { image, entrypoint: [file], command: args, labels: labelled(secrets.workspace, "command") };
  const { exitCode, output } = await toItsEnd(engine.docker, signal, spec);
  return { exitCode, stdout: output, stderr: "" };
}
