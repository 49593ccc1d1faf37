import { setTimeout as pause } from "node:timers/promises";
import type { DockerApi, Health } from "../context.ts";

/** How long to wait for a verdict once the app answers, or once it is known to sleep. */
const VERDICT_WITHIN = 12_000;
const LOOK_EVERY = 200;

/** A container's health as soon as it is settled, or what it is when the time (milliseconds) is over. */
export async function healthVerdict(
  docker: Pick<DockerApi, "container">,
  id: string,
  { isSettled, within = VERDICT_WITHIN }: { isSettled: (health: Health) => boolean; within?: number },
  signal: AbortSignal,
): Promise<Health | null> {
  const deadline = Date.now() + within;
  while (true) {
    signal.throwIfAborted();
    const container = await docker.container(id);
    const health = container?.health ?? null;
    if (health === null || !container?.running || isSettled(health) || Date.now() > deadline) return health;
    await pause(LOOK_EVERY);
  }
}
