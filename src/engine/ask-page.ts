import type { ContainerFacts, DockerApi } from "../context.ts";
import { UserError } from "../errors.ts";
import { ROLE_LABEL } from "./labels.ts";
import { presentFeed } from "./present-feed.ts";

/** Where an app listens, unless its lab says something else. */
export const APP_PORT = 3000;
const CONTROL_WITHIN_SECONDS = 10;

/** What `feed/ask.py page` prints. */
export interface Page {
  readonly answered?: boolean;
  readonly status?: number;
  readonly title?: string;
  readonly heading?: string;
  readonly fresh?: boolean;
  /** Is the text in it that was asked for? */
  readonly contains?: boolean;
  /** Is the word in it, or in its headers, of which a digest was given? */
  readonly holds?: boolean;
  /** The SHA-256 of the key with which its picture was asked for; null for none. */
  readonly key?: string | null;
  readonly error?: string | null;
}

interface Asking {
  readonly seconds: number;
  readonly signal: AbortSignal;
  readonly contains?: string;
  readonly word?: KnownWord;
  readonly port?: number;
}

/** A word that whoever looks for it is not told: its SHA-256, in hexadecimal, and its length in bytes. */
export interface KnownWord {
  readonly digest: string;
  readonly length: number;
}

/** As arguments for `feed/ask.py` and `feed/beside.py`. */
export function wordArguments({ digest, length }: KnownWord): string[] {
  return ["--digest", digest, "--length", String(length)];
}

/**
 * Has the feed ask the page of a container beside it, until it answers or the seconds are over.
 * @throws UserError when somebody removed the feed meanwhile
 */
export async function askPage(
  docker: DockerApi,
  feed: string,
  container: ContainerFacts,
  { seconds, signal, contains, word, port = APP_PORT }: Asking,
): Promise<Page> {
  const words = ["page", `http://${container.address}:${port}/`, "--deadline", String(seconds)];
  const sought = contains === undefined ? [] : ["--contains", contains];
  const known = word === undefined ? [] : wordArguments(word);
  const command = ["python3", "/feed/ask.py", ...words, ...sought, ...known];
  const { exitCode, stdout, stderr } = await docker.exec(feed, command, signal).catch(async (thrown) => {
    await presentFeed(docker, feed);
    throw thrown;
  });
  if (exitCode !== 0) throw new Error(`feed/ask.py ended with ${exitCode}: ${stderr.trim()}`);
  return JSON.parse(stdout) as Page;
}

/**
 * The control experiment: a page of our own, in a container beside the app's, is asked in the same way.
 * @throws UserError when even that does not answer: then no image is to blame
 */
export async function proveThatContainersMeet(
  docker: DockerApi,
  feed: string,
  signal: AbortSignal,
): Promise<void> {
  const asking = await presentFeed(docker, feed);
  const id = await docker.createContainer({
    image: asking.imageId,
    command: ["python3", "-m", "http.server", String(APP_PORT)],
    labels: { ...asking.labels, [ROLE_LABEL]: "control" },
  });
  try {
    await docker.startContainer(id);
    const control = await docker.container(id);
    if (control === null) throw new Error("the control container is gone");
    const page = await askPage(docker, feed, control, { seconds: CONTROL_WITHIN_SECONDS, signal });
    if (page.answered) return;
  } finally {
    await docker.removeContainer(id);
  }
  throw new UserError("The containers of this Docker engine do not reach each other.", {
    fix: "Restart the engine (our own: size-matters clean --yes), and type the command again.",
  });
}
