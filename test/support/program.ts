import { type ChildProcess, type ChildProcessByStdio, spawn } from "node:child_process";
import type { Readable, Writable } from "node:stream";
import { fileURLToPath } from "node:url";

const CLI = fileURLToPath(new URL("../../dist/cli.js", import.meta.url));

export interface Ended {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface ProgramOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** What is piped into it; without, standard input is empty. */
  readonly input?: Buffer;
  /** Called with the process, at its start. */
  readonly onStart?: (child: ChildProcess) => void;
  /** Called with everything that was written so far, at each piece. */
  readonly onOutput?: (sofar: string, child: ChildProcess) => void;
}

/** Runs the built program as a process of its own, without a terminal, and gives what it left. */
export function sizeMatters(args: readonly string[], options: ProgramOptions = {}): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [CLI, ...args], {
      cwd: options.cwd,
      env: { ...process.env, ...options.env },
      stdio: [options.input ? "pipe" : "ignore", "pipe", "pipe"],
    }) as ChildProcessByStdio<Writable | null, Readable, Readable>;
    options.onStart?.(child);
    // The program may end without reading all of it.
    child.stdin?.on("error", () => {}).end(options.input);
    let [stdout, stderr] = ["", ""];
    child.stdout.setEncoding("utf8").on("data", (piece: string) => {
      stdout += piece;
      options.onOutput?.(stderr + stdout, child);
    });
    child.stderr.setEncoding("utf8").on("data", (piece: string) => {
      stderr += piece;
      options.onOutput?.(stderr + stdout, child);
    });
    child.once("error", reject);
    child.once("close", (exitCode) => resolve({ exitCode, stdout, stderr }));
  });
}
