import type { Builder, Context, ToolboxJob, ToolJob, ToolPlace, ToolRun } from "../context.ts";
import { UserError } from "../errors.ts";
import { type FoundTool, findTool } from "./find-tool.ts";
import { type KnownTool, knownTool } from "./known-tools.ts";
import { runOnPath, showOnPath } from "./run-on-path.ts";
import { whereInWords } from "./where-in-words.ts";

export type Outside = Pick<Context, "engines" | "files" | "host" | "processes" | "run" | "signal">;

/** Milliseconds. Trivy looks for secrets in a large image for over a minute. */
const WITHIN = 300_000;

/**
 * Runs a tool: the one of this machine, else the one in the toolbox.
 * @throws UserError where there is none, or it does not end in time
 */
export async function runTool(outside: Outside, place: ToolPlace, job: ToolJob): Promise<ToolRun> {
  const { tool, where, toolbox } = await placeOf(outside, place, job);
  const said = await withArchive(outside, place, job, (archive) =>
    "path" in where
      ? runOnPath(outside, { path: where.path, job, archive, within: WITHIN })
      : outside.engines.runInToolbox(place.engine, toolboxJob(job, toolbox, archive)),
  );
  return { ...said, by: whereInWords(tool, where) };
}

/** Runs a tool on the learner's own terminal. Gives its exit code. @throws UserError where there is none */
export async function showTool(
  outside: Outside,
  place: ToolPlace & { readonly builder: Builder },
  job: ToolJob,
): Promise<number> {
  const { where, toolbox } = await placeOf(outside, place, job);
  return withArchive(outside, place, job, (archive) =>
    "path" in where
      ? showOnPath(outside, { path: where.path, job, archive })
      : outside.engines.showInToolbox(place.engine, place.builder, toolboxJob(job, toolbox, archive)),
  );
}

interface ToolAt {
  readonly tool: KnownTool;
  readonly where: NonNullable<FoundTool["where"]>;
  /** The toolbox's image; "" where there is none, and a program of this machine is meant. */
  readonly toolbox: string;
}

async function placeOf(outside: Outside, { engine, bases }: ToolPlace, job: ToolJob): Promise<ToolAt> {
  const tool = knownTool(job.tool);
  const toolbox = await outside.engines.presentToolbox(engine, bases);
  const { where } = await findTool(outside, tool, toolbox !== null);
  if (where !== null) return { tool, where, toolbox: toolbox ?? "" };
  throw new UserError(
    `${tool.name} is not here: neither on the PATH, in a version that is known, nor in a toolbox.`,
    {
      fix: "Build the toolbox with: size-matters prepare --toolbox",
    },
  );
}

/** Without an image there is no archive. */
async function withArchive<T>(
  { engines }: Outside,
  { engine }: ToolPlace,
  { imageId }: ToolJob,
  work: (archive: string | null) => Promise<T>,
): Promise<T> {
  return imageId === undefined ? work(null) : engines.withArchive(engine, imageId, work);
}

function toolboxJob(job: ToolJob, image: string, archive: string | null): ToolboxJob {
  return {
    ...{ image, archive, command: [job.tool, ...job.args], within: WITHIN },
    ...(job.files ? { files: job.files } : {}),
    ...(job.writes ? { writes: job.writes } : {}),
  };
}
