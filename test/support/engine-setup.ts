import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { sizeMatters } from "./program.ts";

declare module "vitest" {
  export interface ProvidedContext {
    /** A home of the tests' own: its engine, its workspace. */
    testHome: string;
    /** File with what the first tour of a new workspace printed: exit code, standard output, standard error. */
    firstTour: string;
  }
}

const PROGRESS = /^\[ ?\d+\/\d+\]/;

let home: string;

/**
 * Brings up an engine of the tests' own as the product does, by playing the tour, has it build the toolbox, and ends it
 * afterwards.
 * `SIZE_MATTERS_TEST_HOME` names a home to use again, and keeps its engine: for working on the tests.
 */
export async function setup(project: TestProject): Promise<void> {
  home = process.env.SIZE_MATTERS_TEST_HOME ?? (await mkdtemp(join(tmpdir(), "size-matters-test-")));
  await mkdir(home, { recursive: true });
  let shown = 0;
  const firstTour = await sizeMatters(
    ["tour", "--json", "--private-engine", "--workspace", join(home, "workspace")],
    {
      cwd: home,
      env: testEnvironment(home),
      onOutput: (sofar) => {
        const lines = sofar.split("\n");
        for (const line of lines.slice(shown, -1)) if (PROGRESS.test(line)) process.stdout.write(`${line}\n`);
        shown = lines.length - 1;
      },
    },
  );
  await writeFile(join(home, "first-tour.json"), JSON.stringify(firstTour));
  const prepare = ["prepare", "--toolbox", "--private-engine", "--workspace", join(home, "workspace")];
  const prepared = await sizeMatters(prepare, { cwd: home, env: testEnvironment(home) });
  if (prepared.exitCode !== 0) throw new Error(`prepare failed: ${prepared.stderr}`);
  project.provide("testHome", home);
  project.provide("firstTour", join(home, "first-tour.json"));
}

/** Ends the engine and removes everything, so that nothing of the tests outlives them. */
export async function teardown(): Promise<void> {
  if (process.env.SIZE_MATTERS_TEST_HOME !== undefined) return;
  const options = { cwd: home, env: testEnvironment(home) };
  const cleaned = await sizeMatters(["clean", "--all", "--yes", "--private-engine"], options);
  if (cleaned.exitCode !== 0) throw new Error(`clean failed: ${cleaned.stderr}`);
  await rm(home, { recursive: true });
}

/** The environment in which the program keeps everything below one folder. */
export function testEnvironment(home: string): Record<string, string> {
  return {
    HOME: home,
    XDG_DATA_HOME: join(home, "data"),
    XDG_CONFIG_HOME: join(home, "config"),
    XDG_CACHE_HOME: join(home, "cache"),
  };
}
