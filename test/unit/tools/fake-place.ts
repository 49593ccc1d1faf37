import { readFile } from "node:fs/promises";
import type { Context, ToolboxJob, ToolPlace, ToolSaid } from "../../../src/context.ts";
import { fakeFiles, fakeHost } from "../../support/fakes.ts";

/** An engine and bases that nobody asks anything. */
export const PLACE = { engine: {}, bases: [] } as unknown as ToolPlace;

/** What a tool printed when it was recorded. */
export const recorded = (name: string): Promise<string> =>
  readFile(new URL(`../../fixtures/tools/${name}`, import.meta.url), "utf8");

/** A machine without tools, and a toolbox whose tools say this. Every job is kept in `jobs`. */
export function toolboxThatSays(said: Partial<ToolSaid>, jobs: ToolboxJob[] = []) {
  const engines: Partial<Context["engines"]> = {
    presentVendorImage: async () => null,
    presentToolbox: async () => "sha256:box",
    runInToolbox: async (_, job) => {
      jobs.push(job);
      return { exitCode: 0, stdout: "", stderr: "", written: null, ...said };
    },
  };
  const unasked = async () => {
    throw new Error("no program of this machine is run");
  };
  return {
    ...{ engines, host: fakeHost(), files: fakeFiles(), run: unasked, processes: {} },
    signal: new AbortController().signal,
  } as unknown as Pick<Context, "engines" | "files" | "host" | "processes" | "run" | "signal">;
}
