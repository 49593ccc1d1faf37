import { spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, openSync, readFileSync } from "node:fs";
import type { Processes, Run, RunOptions, RunResult } from "../context.ts";
import { Cancelled } from "../errors.ts";

const GRACE = 5_000;

/** Runs programs with execa. Standard input is empty unless `input` is given: nothing may wait for a terminal. */
export const runProgram: Run = async (file, args, options = {}) => {
  options.signal?.throwIfAborted();
  // Loaded when a program is run: most looks at an image run none.
  const { execa } = await import("execa");
  const running = execa(file, [...args], {
    reject: false,
    all: false,
    input: options.input ?? "",
    forceKillAfterDelay: GRACE,
    ...(options.env ? { env: options.env as Record<string, string> } : {}),
    ...(options.cwd ? { cwd: options.cwd } : {}),
    ...(options.timeout ? { timeout: options.timeout } : {}),
    ...(options.shielded ? { detached: true } : {}),
    ...(options.signal && !options.shielded ? { cancelSignal: options.signal } : {}),
    ...(options.onLine
      ? { stdout: ["pipe", lineByLine(options.onLine)], stderr: ["pipe", lineByLine(options.onLine)] }
      : {}),
  } as const);
  const ended = await running;
  if (options.signal?.aborted) throw asCancelled(options.signal);
  return resultOf(ended, file);
};

function* passLine(onLine: NonNullable<RunOptions["onLine"]>, line: unknown): Generator<unknown> {
  onLine(String(line));
  yield line;
}

function lineByLine(onLine: NonNullable<RunOptions["onLine"]>) {
  return function* (line: unknown): Generator<unknown> {
    yield* passLine(onLine, line);
  };
}

function asCancelled(signal: AbortSignal): Cancelled {
  return signal.reason instanceof Cancelled ? signal.reason : new Cancelled(signal.reason);
}

function resultOf(ended: object, file: string): RunResult {
  const { code, exitCode, stdout, stderr, timedOut } = ended as {
    code?: string;
    exitCode?: number;
    stdout?: unknown;
    stderr?: unknown;
    timedOut?: boolean;
  };
  const notStarted = exitCode === undefined && code !== undefined;
  return {
    exitCode: exitCode ?? -1,
    stdout: typeof stdout === "string" ? stdout : "",
    stderr: notStarted ? `${file} could not be started (${code})` : typeof stderr === "string" ? stderr : "",
    timedOut: timedOut ?? false,
  };
}

/** Processes that outlive this program, and the user's browser. */
export const processes: Processes = {
  startDetached: async (file, args, { log, env }) => {
    const output = openSync(log, "a", 0o600);
    try {
      const child = spawn(file, [...args], {
        detached: true,
        stdio: ["ignore", output, output],
        env: { ...process.env, ...env },
      });
      await once(child, "spawn");
      child.unref();
      return child.pid ?? -1;
    } finally {
      closeSync(output);
    }
  },
  alive,
  runOnTerminal: async (file, args, { env, cwd } = {}) => {
    const { execa } = await import("execa");
    const place = { ...(env ? { env: env as Record<string, string> } : {}), ...(cwd ? { cwd } : {}) };
    const { exitCode } = await execa(file, [...args], { stdio: "inherit", reject: false, ...place });
    return exitCode ?? -1;
  },
  openBrowser: async (address) => {
    const screenless = process.platform === "linux" && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY;
    if (screenless) return false;
    const { default: open } = await import("open");
    await open(address);
    return true;
  },
};

/** A process that has ended but that nobody has asked about (first processes of containers often don't) is dead. */
function alive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
  return !isZombie(pid);
}

/** https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html: the state stands behind the name in brackets. */
function isZombie(pid: number): boolean {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "latin1");
    return stat.slice(stat.lastIndexOf(")") + 2).startsWith("Z");
  } catch {
    return false;
  }
}
