import { setTimeout as pause } from "node:timers/promises";
import type { DockerApi } from "../context.ts";

const LINES = 8;
const LOOK_EVERY = 300;
const LOOKS = 6;

/**
 * The last lines that a container printed, once it prints no more: a server answers with a 500 first, and prints why
 * afterwards. An app that goes on printing is listened to for 1.5 s.
 */
export async function lastWords(
  docker: Pick<DockerApi, "container" | "logs">,
  id: string,
  signal: AbortSignal,
): Promise<string> {
  let before: string | null = null;
  for (let look = 1; ; look++) {
    const isRunning = (await docker.container(id))?.running ?? false;
    const words = await docker.logs(id, LINES);
    if (!isRunning || words === before || look === LOOKS) return words;
    before = words;
    await pause(LOOK_EVERY, undefined, { signal });
  }
}
