import { execFile } from "node:child_process";
import { mkdtemp, readFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { inject } from "vitest";
import { testEnvironment } from "./engine-setup.ts";
import { type Ended, type ProgramOptions, sizeMatters } from "./program.ts";

/** The folder that holds the tests' engine and workspace. */
export const home = inject("testHome");
export const workspace = join(home, "workspace");
export const socket = join(home, "data", "size-matters", "engine", "docker.sock");

/** Runs the program on the tests' own engine. */
export function onTestEngine(args: readonly string[], options: ProgramOptions = {}): Promise<Ended> {
  const env = { ...testEnvironment(home), ...options.env };
  return sizeMatters([...args, "--private-engine"], { cwd: home, ...options, env });
}

/** A new folder for a workspace of a test's own. */
export function newFolder(): Promise<string> {
  return mkdtemp(join(home, "folder-"));
}

/** The docker CLI as a person would type it, on the tests' own engine; its standard output. */
export async function docker(...args: string[]): Promise<string> {
  const { stdout } = await promisify(execFile)("docker", args, {
    env: { ...process.env, DOCKER_HOST: `unix://${socket}` },
    maxBuffer: 1 << 28,
  });
  return stdout.trim();
}

/** The id of the workspace in a folder. */
export async function idOf(folder: string): Promise<string> {
  return (await readFile(join(folder, ".size-matters", "id"), "utf8")).trim();
}

/** The containers of a workspace's feed: one, when all is well. */
export async function feedsOf(folder: string): Promise<string[]> {
  const label = (name: string) => ["--filter", `label=size-matters.${name}`];
  const found = await docker("ps", "-aq", ...label(`workspace=${await idOf(folder)}`), ...label("role=feed"));
  return found.split("\n").filter(Boolean);
}
