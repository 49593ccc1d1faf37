import { createHash } from "node:crypto";
import { join } from "node:path";
import type { Base, Builder, Context, Engine, Report } from "../context.ts";
import { UserError } from "../errors.ts";
import { certificateBundle } from "./certificates.ts";
import { diskFull, metFullDisk } from "./disk-full.ts";
import { labelled, RECIPE_LABEL, SHARED } from "./labels.ts";
import { proxyArguments } from "./proxies.ts";
import { lastWords } from "./root.ts";
import { secretArgument } from "./secret-argument.ts";

type Outside = Pick<Context, "run" | "files" | "host" | "signal">;

const FEED_IMAGE = "size-matters/feed:latest";

/**
 * The id of the feed's image. It is built where the engine has none of just these files on just this base.
 * @throws UserError when the wheels cannot be had
 */
export async function feedImage(
  outside: Outside,
  engine: Engine,
  builder: Builder,
  bases: readonly Base[],
  report: Report,
): Promise<string> {
  const slim = bases.find(({ name }) => name === "slim");
  const recipe = await recipeDigest(outside, slim);
  const present = await engine.docker.image(FEED_IMAGE);
  if (present?.labels[RECIPE_LABEL] === recipe) return present.id;
  return buildFeedImage(outside, engine, builder, { slim, recipe }, report);
}

async function buildFeedImage(
  outside: Outside,
  engine: Engine,
  builder: Builder,
  { slim, recipe }: { slim: Base | undefined; recipe: string },
  report: Report,
): Promise<string> {
  const index = outside.host.env.PIP_INDEX_URL;
  const args = [
    ["--tag", FEED_IMAGE],
    ...Object.entries({ ...labelled(SHARED, "feed"), [RECIPE_LABEL]: recipe }).map(([key, value]) => [
      "--label",
      `${key}=${value}`,
    ]),
    proxyArguments(outside.host.env),
    ...(slim ? [["--build-arg", `SLIM=${slim.pinned}`]] : []),
    ["--secret", secretArgument("ca", (await certificateBundle(outside)) ?? "/dev/null")],
    // By name, because an index address may hold a password.
    ...(index ? [["--secret", secretArgument("pip_index", await indexFile(outside, index))]] : []),
    ["--progress", "plain"],
  ];
  report("building its image: the wheels of every lab, checked by their hashes");
  const result = await outside.run(builder.path, ["build", ...args.flat(), folderOf(outside)], {
    env: builder.env,
    signal: outside.signal,
    onLine: report,
  });
  const built = result.exitCode === 0 ? await engine.docker.image(FEED_IMAGE) : null;
  if (built !== null) return built.id;
  if (metFullDisk(result)) throw diskFull(`of the Docker engine at ${engine.endpoint.host}`);
  throw new UserError(`The private package feed could not be built: ${lastWords(result, 6)}`, {
    fix: "Check that this machine reaches a Python package index and Debian's packages, then type the command again.",
  });
}

async function indexFile({ files, host }: Outside, index: string): Promise<string> {
  const path = join(host.dataFolder, "pip-index");
  await files.makeFolder(host.dataFolder, 0o711);
  await files.write(path, index, 0o600);
  return path;
}

function folderOf({ host }: Pick<Outside, "host">): string {
  return join(host.packageFolder, "feed");
}

/** A digest of everything that the image is made of. */
async function recipeDigest(outside: Outside, slim: Base | undefined): Promise<string> {
  const digest = createHash("sha256").update(`${slim?.pinned}\n`);
  const folder = folderOf(outside);
  for (const name of [...(await outside.files.folder(folder).list())].sort()) {
    if (/\.md$|(^|\/)(__pycache__|\.\w+_cache)\//.test(name)) continue;
    const bytes = (await outside.files.readBytes(join(folder, name))) ?? "";
    digest.update(`${name} ${bytes.length}\n`).update(bytes);
  }
  return digest.digest("hex");
}
