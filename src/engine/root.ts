import type { Context, RunOptions, RunResult } from "../context.ts";
import { UserError } from "../errors.ts";
import { diskFull, metFullDisk } from "./disk-full.ts";

type Outside = Pick<Context, "run" | "host">;

/** A command line that runs as root: as it is for root, behind `sudo` for others. */
export function asRoot(host: Context["host"], file: string, args: readonly string[]): [string, string[]] {
  return host.uid === 0 ? [file, [...args]] : ["sudo", ["-n", file, ...args]];
}

/** Runs a command as root and gives its result, whatever its exit code. */
export function runAsRoot(
  { run, host }: Outside,
  file: string,
  args: readonly string[],
  options: RunOptions = {},
): Promise<RunResult> {
  // sudo takes most variables away; `env` sets them behind it.
  const pairs = Object.entries(options.env ?? {}).map(([name, value]) => `${name}=${value ?? ""}`);
  const line = host.uid === 0 || pairs.length === 0 ? [file, ...args] : ["env", ...pairs, file, ...args];
  return run(...asRoot(host, line[0] ?? file, line.slice(1)), options);
}

/**
 * Runs a command as root that has to succeed.
 * @throws UserError with the command's last words and `fix`, or for a full disk
 */
export async function mustRunAsRoot(
  outside: Outside,
  [file, ...args]: readonly [string, ...string[]],
  options: RunOptions & { fix: string },
): Promise<string> {
  const result = await runAsRoot(outside, file, args, options);
  if (result.exitCode === 0) return result.stdout;
  if (metFullDisk(result)) throw diskFull("of this machine");
  throw new UserError(`"${file} ${args[0] ?? ""}" failed: ${lastWords(result)}`, { fix: options.fix });
}

/** The last lines of what a program said, as it said them. */
export function lastLines(result: RunResult, lines: number): string {
  const said = result.stderr.trim() || result.stdout.trim();
  return said.split("\n").slice(-lines).join("\n") || `exit code ${result.exitCode}`;
}

/** The last lines of what a program said, in one line, for an error message. */
export function lastWords(result: RunResult, lines = 3): string {
  const said = lastLines(result, lines).split("\n");
  return said.map((line) => line.trim()).join(" / ");
}

/** Can this user become root, and would that need a password? */
export async function rootAccess({ run, host }: Outside): Promise<"yes" | "with-password" | "no"> {
  if (host.uid === 0) return "yes";
  const silent = await run("sudo", ["-n", "true"]);
  if (silent.exitCode === 0) return "yes";
  const there = await run("sudo", ["-V"]);
  return there.exitCode === 0 ? "with-password" : "no";
}
