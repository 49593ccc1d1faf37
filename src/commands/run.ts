import { join, resolve } from "node:path";
import { stripVTControlCharacters } from "node:util";
import type {
  Context,
  DemonstrationDatabase,
  OwnDatabase,
  ToolJob,
  ToolName,
  ToolPlace,
  ToolRun,
} from "../context.ts";
import { UserError } from "../errors.ts";
import {
  isAboutDockerfile,
  learnerJob,
  looksForVulnerabilities,
  type TypedTool,
} from "../guide/learner-job.ts";
import { typedTool, withoutVerb, wordsOf } from "../guide/typed-tool.ts";
import { workspaceFolder } from "../guide/workspace.ts";
import { engineWith } from "../inspect/engine-image.ts";

export interface RunOptions {
  readonly workspace?: string;
  readonly privateEngine?: boolean;
  /** Trivy judges by its own database. */
  readonly ownDatabase?: boolean;
}

const TOOLS: readonly ToolName[] = ["dive", "hadolint", "syft", "trivy"];

/**
 * Runs a tool of the trade as the learner typed it, on an image or a Dockerfile: the last word, or else their own. The
 * exit code is the tool's.
 */
export async function run(
  ctx: Context,
  options: RunOptions,
  name: string,
  ...words: string[]
): Promise<number> {
  const tool = TOOLS.find((one) => one === name);
  if (!tool) {
    const { didYouMean } = await import("../labs/problems.ts");
    throw new UserError(`"${name}" is no tool of this workshop.`, { fix: didYouMean(name, TOOLS) });
  }
  if (options.ownDatabase && tool !== "trivy") {
    throw new UserError(`${tool} has no database of its own.`, { fix: `Type: size-matters run ${tool}` });
  }
  return isAboutDockerfile(tool)
    ? onDockerfile(ctx, options, tool, words)
    : onImage(ctx, options, tool, words);
}

async function onDockerfile(
  ctx: Context,
  options: RunOptions,
  tool: ToolName,
  words: string[],
): Promise<number> {
  const { files, host } = ctx;
  const app = await appFolder(ctx, options);
  const isFile = async (word: string) => (await files.kind(resolve(host.cwd, word))) === "file";
  const { args, target } = await wordsOf(words, isFile);
  const path = target === null ? join(app, "Dockerfile") : resolve(host.cwd, target);
  const Dockerfile = await files.read(path);
  if (Dockerfile === null) {
    throw new UserError(`There is no file ${path}.`, {
      fix: `Name a Dockerfile: size-matters run ${tool} FILE`,
    });
  }
  const typed = await typedTool(ctx, { tool, args, app });
  const place = await anyPlace(ctx, options);
  return shown(ctx, place, { ...typed, files: { ...typed.files, Dockerfile } }, {});
}

async function onImage(ctx: Context, options: RunOptions, tool: ToolName, words: string[]): Promise<number> {
  const app = await appFolder(ctx, options);
  const { args, target } = await wordsOf(withoutVerb(tool, words), (word) => !word.startsWith("-"));
  const { engine, facts } = await engineWith(ctx, target ?? (await tagOf(ctx, options)), options);
  const place = { engine, bases: await ctx.engines.presentBases(engine) };
  const own = options.ownDatabase ? { ownDatabase: true as const } : {};
  return shown(ctx, place, await typedTool(ctx, { tool, args, app }), { imageId: facts.id, ...own });
}

/** Where the learner's files are. Nothing is made. */
async function appFolder(ctx: Context, { workspace }: RunOptions): Promise<string> {
  return join(await workspaceFolder(ctx, workspace), "app");
}

/** How the learner's own image is called. The labs are loaded for it alone: it takes longer than all else before. */
async function tagOf(ctx: Context, { workspace }: RunOptions): Promise<string> {
  const { ownTag } = await import("../guide/own-tag.ts");
  return ownTag(ctx, workspace);
}

/** Any engine will do for a tool that looks at no image: the toolbox may be there. */
async function anyPlace(
  { engines }: Context,
  { privateEngine: privateOnly = false }: RunOptions,
): Promise<ToolPlace> {
  const { engine } = await engines.find({ privateOnly, toRead: true });
  if (engine) return { engine, bases: await engines.presentBases(engine) };
  throw new UserError("No Docker engine answers, and the toolbox is one of its images.", {
    fix: "Start the engine, or see what is missing: size-matters doctor",
  });
}

/** Shows what the tool says: dive in the learner's terminal where there is one, everything else as text. */
async function shown(
  ctx: Context,
  place: ToolPlace,
  typed: TypedTool,
  about: Pick<ToolJob, "imageId" | "ownDatabase">,
): Promise<number> {
  const drawn = typed.tool === "dive" && ctx.screen.interactive && !typed.args.includes("--ci");
  const { builder } = drawn
    ? await ctx.engines.findBuilder(place.engine, { remembered: true })
    : { builder: null };
  const job = { ...learnerJob(typed, about.imageId ?? null, builder !== null), ...about };
  if (builder !== null) return ctx.tools.show({ ...place, builder }, job);
  const { exitCode } = await ctx.tools.run(place, job, (said) => print(ctx, typed, said));
  return exitCode;
}

async function print(
  { screen, tools }: Pick<Context, "screen" | "tools">,
  typed: TypedTool,
  { stdout, stderr, database }: ToolRun,
): Promise<void> {
  if (stdout.trim() !== "") screen.say(harmless(stdout));
  if (stderr.trim() !== "") screen.note(harmless(stderr));
  if (looksForVulnerabilities(typed))
    screen.note(database ? ofItsOwn(database) : ofDemonstration(await tools.demonstrationDatabase()));
}

function ofItsOwn({ date }: OwnDatabase): string {
  return `The vulnerabilities are those of trivy's own database, as its vendor made it on ${date}.`;
}

function ofDemonstration({ date, advisories }: DemonstrationDatabase): string {
  return `The vulnerabilities are those of a demonstration database: ${advisories} advisories, collected ${date}.
For all that are known: size-matters prepare --trivy-database, and then run --own-database trivy`;
}

/** Without colours, and without what a file's name could do to a terminal. */
function harmless(printed: string): string {
  return stripVTControlCharacters(printed)
    .replaceAll(/[^\P{Cc}\n\t]/gu, "")
    .trimEnd();
}
