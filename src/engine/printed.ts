import { setTimeout as pause } from "node:timers/promises";
import type { DockerApi, Printed } from "../context.ts";

const WITHIN = 15_000;
const LOOK_EVERY = 200;
const LINES = 100;
const LAST_LINES = 5;
/** The engine calls a container's machine by the beginning of the container's id. */
const HOST_LETTERS = 12;

/** Reads what a container prints until there is a line like this, or it has ended, or 15 s are over. */
export async function printed(
  docker: Pick<DockerApi, "container" | "logs">,
  id: string,
  line: RegExp,
  signal: AbortSignal,
): Promise<Printed> {
  const host = id.slice(0, HOST_LETTERS);
  for (const deadline = Date.now() + WITHIN; ; await pause(LOOK_EVERY)) {
    signal.throwIfAborted();
    const running = (await docker.container(id))?.running ?? false;
    const lines = (await docker.logs(id, LINES)).trimEnd().split("\n");
    const found = lines.find((one) => line.test(one)) ?? null;
    if (found !== null || !running || Date.now() >= deadline)
      return { line: found, log: lines.slice(-LAST_LINES).join("\n"), running, host };
  }
}
