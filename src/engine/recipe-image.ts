import { createHash } from "node:crypto";
import { join } from "node:path";
import type { Base, Builder, Context, Engine, Report, RunResult } from "../context.ts";
import { certificateBundle } from "./certificates.ts";
import { diskFull, metFullDisk } from "./disk-full.ts";
import { labelled, RECIPE_LABEL, SHARED } from "./labels.ts";
import { proxyArguments } from "./proxies.ts";
import { secretArgument } from "./secret-argument.ts";

type Outside = Pick<Context, "run" | "files" | "host" | "signal">;

/** An image that the program builds on the slim base from a folder of its own, for everyone on the engine. */
export interface Recipe {
  readonly tag: string;
  /** In the package. */
  readonly folder: string;
  /** As its label says. */
  readonly role: string;
}

/** What an image is built with. */
export interface Means {
  readonly engine: Engine;
  readonly builder: Builder;
  readonly bases: readonly Base[];
}

/** The id of a recipe's image where the engine has one of just these files on just this base; else null. */
export async function presentImage(
  outside: Pick<Outside, "files" | "host">,
  { engine, bases }: Pick<Means, "engine" | "bases">,
  recipe: Recipe,
): Promise<string | null> {
  const digest = await recipeDigest(outside, slimOf(bases), recipe);
  const present = await engine.docker.image(recipe.tag);
  return present?.labels[RECIPE_LABEL] === digest ? present.id : null;
}

/**
 * The id of a recipe's image. It is built where it is not present.
 * @param failed makes the error for a build that failed
 */
export async function recipeImage(
  outside: Outside,
  means: Means,
  recipe: Recipe,
  { report, failed }: { report: Report; failed: (result: RunResult) => Error },
): Promise<string> {
  const present = await presentImage(outside, means, recipe);
  if (present !== null) return present;
  const { engine, builder } = means;
  const args = await buildArguments(outside, means, recipe);
  const result = await outside.run(builder.path, ["build", ...args, folderOf(outside, recipe)], {
    env: builder.env,
    signal: outside.signal,
    onLine: report,
  });
  const built = result.exitCode === 0 ? await engine.docker.image(recipe.tag) : null;
  if (built !== null) return built.id;
  if (metFullDisk(result)) throw diskFull(`of the Docker engine at ${engine.endpoint.host}`);
  throw failed(result);
}

async function buildArguments(outside: Outside, { bases }: Means, recipe: Recipe): Promise<string[]> {
  const slim = slimOf(bases);
  const index = outside.host.env.PIP_INDEX_URL;
  const labels = {
    ...labelled(SHARED, recipe.role),
    [RECIPE_LABEL]: await recipeDigest(outside, slim, recipe),
  };
  return [
    ["--tag", recipe.tag],
    ...Object.entries(labels).map(([key, value]) => ["--label", `${key}=${value}`]),
    proxyArguments(outside.host.env),
    ...(slim ? [["--build-arg", `SLIM=${slim.pinned}`]] : []),
    ["--secret", secretArgument("ca", (await certificateBundle(outside)) ?? "/dev/null")],
    // By name, because an index address may hold a password.
    ...(index ? [["--secret", secretArgument("pip_index", await indexFile(outside, index))]] : []),
    ["--progress", "plain"],
  ].flat();
}

async function indexFile({ files, host }: Outside, index: string): Promise<string> {
  const path = join(host.dataFolder, "pip-index");
  await files.makeFolder(host.dataFolder, 0o711);
  await files.write(path, index, 0o600);
  return path;
}

function slimOf(bases: readonly Base[]): Base | undefined {
  return bases.find(({ name }) => name === "slim");
}

function folderOf({ host }: Pick<Outside, "host">, { folder }: Recipe): string {
  return join(host.packageFolder, folder);
}

/** A digest of everything that the image is made of. */
async function recipeDigest(
  outside: Pick<Outside, "files" | "host">,
  slim: Base | undefined,
  recipe: Recipe,
): Promise<string> {
  const digest = createHash("sha256").update(`${slim?.pinned}\n`);
  const folder = folderOf(outside, recipe);
  for (const name of [...(await outside.files.folder(folder).list())].sort()) {
    if (/\.md$|(^|\/)(__pycache__|\.\w+_cache)\//.test(name)) continue;
    const bytes = (await outside.files.readBytes(join(folder, name))) ?? "";
    digest.update(`${name} ${bytes.length}\n`).update(bytes);
  }
  return digest.digest("hex");
}
