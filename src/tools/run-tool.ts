import type { Builder, Context, ToolboxJob, ToolJob, ToolPlace, ToolRun, ToolSaid } from "../context.ts";
import { UserError } from "../errors.ts";
import { changedImage } from "./changed-image.ts";
import { findTool, type Where } from "./find-tool.ts";
import { type KnownTool, knownTool } from "./known-tools.ts";
import { askedDatabase, type HeldDatabase } from "./own-database.ts";
import { runOnPath, showOnPath } from "./run-on-path.ts";
import { whereInWords } from "./where-in-words.ts";

export type Outside = Pick<Context, "engines" | "files" | "host" | "processes" | "run" | "signal">;

/** Milliseconds. Trivy looks for secrets in a large image for over a minute. */
const WITHIN = 300_000;

/**
 * Runs a tool: the one of this machine, else the one in its vendor's image, else the one in the toolbox.
 * @param tell Gets what it said before all is put away behind it
 * @throws UserError where there is none, it is refused, or it does not end in time
 */
export async function runTool(
  outside: Outside,
  place: ToolPlace,
  job: ToolJob,
  tell: (run: ToolRun) => Promise<void> = async () => {},
): Promise<ToolRun> {
  const { tool, where } = await placeOf(outside, place, knownTool(job.tool));
  const database = await askedDatabase(outside, place, where, job.ownDatabase ?? false);
  const runOf = (said: ToolSaid): ToolRun => ({
    ...said,
    by: whereInWords(tool, where),
    ...(database ? { database } : {}),
  });
  const tellSaid = (said: ToolSaid) => tell(runOf(said));
  if (!("path" in where)) {
    const inContainer = containerJob({ tool, where }, job, database);
    return runOf(await outside.engines.runInToolbox(place.engine, inContainer, tellSaid));
  }
  return withInput(outside, { place, job, database }, async (input) => {
    const said = await runOnPath(outside, { path: where.path, job, within: WITHIN, ...input });
    await tellSaid(said);
    return runOf(said);
  });
}

/** Runs a tool on the learner's own terminal. Gives its exit code. @throws UserError where there is none */
export async function showTool(
  outside: Outside,
  place: ToolPlace & { readonly builder: Builder },
  job: ToolJob,
): Promise<number> {
  const { engine, builder } = place;
  const { tool, where } = await placeOf(outside, place, knownTool(job.tool));
  const database = await askedDatabase(outside, place, where, job.ownDatabase ?? false);
  if (!("path" in where)) {
    return outside.engines.showInToolbox(engine, builder, containerJob({ tool, where }, job, database));
  }
  return withInput(outside, { place, job, database }, (input) =>
    showOnPath(outside, { path: where.path, job, ...input }),
  );
}

/** A tool, and where it is run. */
export interface ToolAt<At = Where> {
  readonly tool: KnownTool;
  readonly where: At;
}

/** Where a tool is run. @throws UserError where there is none, or it is refused */
export async function placeOf(outside: Outside, place: ToolPlace, tool: KnownTool): Promise<ToolAt> {
  const { where } = await findTool(outside, place, tool);
  if (where === null) {
    throw new UserError(
      `${tool.name} is not here: neither on the PATH, in a version that is known, nor as its vendor's image, nor in a toolbox.`,
      { fix: "Fetch the tools with: size-matters prepare --tools" },
    );
  }
  if ("vendor" in where) await accept(outside, where.vendor);
  return { tool, where };
}

/** @throws UserError for an image that is another one than at its first use */
async function accept({ engines }: Outside, vendor: Parameters<typeof changedImage>[0]): Promise<void> {
  const changed = changedImage(vendor);
  if (changed !== null) throw changed;
  await engines.recordVendorImage(vendor);
}

/** What a program of this machine gets beside the job's own files. */
interface Input extends Partial<Pick<HeldDatabase, "links">> {
  /** Null without an image. */
  readonly archive: string | null;
}

async function withInput<T>(
  { engines }: Outside,
  { place, job, database }: { place: ToolPlace; job: ToolJob; database: HeldDatabase | null },
  work: (input: Input) => Promise<T>,
): Promise<T> {
  const { links = {} } = database ?? {};
  const input = (archive: string | null) => work({ links, archive });
  return job.imageId === undefined ? input(null) : engines.withArchive(place.engine, job.imageId, input);
}

/** Several may read one database at a time, and leave nothing beside it. */
const BESIDE_DATABASE = "TRIVY_CACHE_BACKEND=memory";

/** A vendor's image may hold nothing but the tool: no shell, no folder for temporary files, no home. */
const IN_VENDORS = ["HOME=/work", "TMPDIR=/work", "SYFT_CHECK_FOR_APP_UPDATE=false"];

/** A job for a container of the vendor's image, or of the toolbox. */
export function containerJob(
  { tool, where }: ToolAt<Exclude<Where, { readonly path: string }>>,
  job: ToolJob,
  database: Pick<HeldDatabase, "cache"> | null,
): ToolboxJob {
  const { cache = null } = database ?? {};
  const { program, env, ...inImage } =
    "vendor" in where
      ? { image: where.vendor.id, program: tool.image.program, env: IN_VENDORS }
      : { image: where.toolbox, program: [tool.name], env: [], hasShell: true as const };
  return {
    ...{ ...inImage, command: [...program, ...job.args], within: WITHIN },
    ...(cache ? { cache, env: [...env, BESIDE_DATABASE] } : { env }),
    ...(job.imageId === undefined ? {} : { imageId: job.imageId }),
    ...(job.files ? { files: job.files } : {}),
    ...(job.writes ? { writes: job.writes } : {}),
  };
}
