import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { open, readFile } from "node:fs/promises";
import { join } from "node:path";
import { watchPeak } from "./peak-memory.mjs";

const GNU_TIME = "/usr/bin/time";
/** macOS has another program of this name, without `-f`. */
const HAS_GNU_TIME = process.platform === "linux" && existsSync(GNU_TIME);
const LAST_WORDS = 400;

/**
 * Runs a command once. What it prints goes to the file `stdout`, or nowhere.
 *
 * @param {{ command: string, args: string[], env?: Record<string, string>, stdout?: string }} what
 * @param {string} folder for the measurement's own file
 * @returns {Promise<{ seconds: number, cpuSeconds: number | null, peakBytes: number | null, failure: string | null }>}
 *   the peak is that of the largest of its processes; `failure` holds its last words
 */
export async function measure({ command, args, env = {}, stdout }, folder) {
  const report = join(folder, "resources");
  const timed = HAS_GNU_TIME ? [GNU_TIME, "-f", "%U %S %M", "-o", report, command] : [command];
  const output = stdout === undefined ? null : await open(stdout, "w");
  try {
    const stdio = ["ignore", output?.fd ?? "ignore", "pipe"];
    const started = performance.now();
    const child = spawn(timed[0], [...timed.slice(1), ...args], { env: { ...process.env, ...env }, stdio });
    const peak = HAS_GNU_TIME ? null : watchPeak(child.pid);
    const failure = await ending(child);
    const seconds = (performance.now() - started) / 1000;
    return {
      seconds,
      failure,
      ...(peak ? { cpuSeconds: null, peakBytes: peak.stop() } : await used(report)),
    };
  } finally {
    await output?.close();
  }
}

/** Null when it ended well. */
function ending(child) {
  let words = "";
  child.stderr.setEncoding("utf8").on("data", (text) => {
    words = (words + text).slice(-LAST_WORDS);
  });
  return new Promise((resolve) => {
    child.once("error", ({ message }) => resolve(message));
    child.once("close", (code, signal) => {
      resolve(code === 0 ? null : `${words.trim()} (${signal ?? `exit code ${code}`})`.trim());
    });
  });
}

/** A command that failed has a sentence about that before the figures. */
async function used(report) {
  const lines = (await readFile(report, "utf8").catch(() => "")).trim().split("\n");
  const figures = (lines.at(-1) ?? "").split(" ").map(Number);
  if (figures.length !== 3 || figures.some(Number.isNaN)) return { cpuSeconds: null, peakBytes: null };
  const [user, system, kibibytes] = figures;
  return { cpuSeconds: user + system, peakBytes: kibibytes * 1024 };
}
