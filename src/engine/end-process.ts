import { setTimeout as pause } from "node:timers/promises";
import type { Context } from "../context.ts";
import { UserError } from "../errors.ts";
import { runAsRoot } from "./root.ts";

type Outside = Pick<Context, "run" | "host" | "processes">;

/** How long a process may take to end when it is asked to, and when it is killed. Milliseconds. */
const PATIENCE = { asked: 30_000, killed: 5_000 };
const LOOK_EVERY = 200;

/** Sends a signal as root. By the shell: on a small Debian there is no program of that name. */
export async function sendSignal(
  outside: Outside,
  signal: "TERM" | "KILL",
  pids: readonly (string | number)[],
): Promise<void> {
  if (pids.length === 0) return;
  await runAsRoot(outside, "sh", ["-c", 'kill "$@"', "sh", `-${signal}`, ...pids.map(String)]);
}

/**
 * Ends a process: asks it to, and kills it when it does not.
 * @throws UserError when it lives on: whoever removes what is its own must not say that all is gone
 */
export async function endProcess(
  outside: Outside,
  pid: number,
  what: string,
  patience = PATIENCE,
): Promise<void> {
  await sendSignal(outside, "TERM", [pid]);
  if (await endsWithin(outside, pid, patience.asked)) return;
  await sendSignal(outside, "KILL", [pid]);
  if (await endsWithin(outside, pid, patience.killed)) return;
  throw new UserError(`${what} (process ${pid}) could not be ended.`, {
    fix: `End it by hand: sudo kill ${pid}. Then type the command again.`,
  });
}

async function endsWithin({ processes }: Outside, pid: number, milliseconds: number): Promise<boolean> {
  const deadline = Date.now() + milliseconds;
  while (processes.alive(pid) && Date.now() < deadline) await pause(LOOK_EVERY);
  return !processes.alive(pid);
}
