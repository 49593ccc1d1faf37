import { createHash } from "node:crypto";
import { join } from "node:path";
import type { Base, Builder, Context, Engine, Report } from "../context.ts";
import { RECIPE_LABEL } from "./labels.ts";
import { ensureMirror } from "./mirror.ts";
import { privateFolders } from "./private-folders.ts";
import { proxyArguments } from "./proxies.ts";
import {
  makeRootFileSystem,
  notMade,
  ROOT_FILES,
  ROOT_REFERENCE,
  recipesFolder,
  rootFilesFolder,
} from "./root-file-system.ts";

type Outside = Pick<Context, "run" | "files" | "host" | "processes" | "network" | "signal">;

const RECIPES: readonly { reference: string; dockerfile: string }[] = [
  { reference: "python:3.13-slim", dockerfile: "slim.Dockerfile" },
  { reference: "python:3.13", dockerfile: "full.Dockerfile" },
];

/**
 * Makes the bases from Debian packages and gives them to our own engine by way of its registry mirror, so that
 * tags, digests and `docker pull` behave as with the real ones. Only ever called for our own engine.
 * @throws UserError when Debian's packages cannot be had
 */
export function makeStandIns(
  outside: Outside,
  engine: Engine,
  builder: Builder,
  report: Report,
): Promise<void> {
  const { files, host, signal } = outside;
  const wait = () => report("another size-matters is making them; waiting for it");
  return files.locked(privateFolders(host).lock, { signal, busy: { wait } }, async () => {
    const mirror = await ensureMirror(outside);
    const recipe = await recipeDigest(outside);
    if (!(await isMadeBy(engine, ROOT_REFERENCE, recipe))) {
      await makeRootFileSystem(outside, builder, recipe, report);
      await publish(outside, engine, ROOT_REFERENCE, mirror, report);
    }
    for (const { reference, dockerfile } of RECIPES) {
      if (await isMadeBy(engine, reference, recipe)) continue;
      await buildStandIn(outside, builder, { reference, dockerfile, recipe }, report);
      await publish(outside, engine, reference, mirror, report);
    }
  });
}

/** Was a stand-in made by another version of the recipes? Real bases never are. */
export async function isOutdated(
  outside: Pick<Outside, "files" | "host">,
  engine: Engine,
  base: Base,
): Promise<boolean> {
  return base.standIn && !(await isMadeBy(engine, base.reference, await recipeDigest(outside)));
}

async function isMadeBy({ docker }: Engine, reference: string, recipe: string): Promise<boolean> {
  return (await docker.image(reference))?.labels[RECIPE_LABEL] === recipe;
}

/** A digest of everything that the stand-ins are made by. */
async function recipeDigest({ files, host }: Pick<Outside, "files" | "host">): Promise<string> {
  const digest = createHash("sha256");
  for (const folder of [recipesFolder(host), rootFilesFolder(host)]) {
    for (const name of await files.list(folder)) {
      if (name.endsWith(".md") || name === ROOT_FILES) continue;
      digest.update(`${name}\0${await files.read(join(folder, name))}\0`);
    }
  }
  return digest.digest("hex").slice(0, 16);
}

async function buildStandIn(
  outside: Outside,
  builder: Builder,
  { reference, dockerfile, recipe }: { reference: string; dockerfile: string; recipe: string },
  report: Report,
): Promise<void> {
  report(`building a stand-in for ${reference}`);
  const folder = recipesFolder(outside.host);
  const labels = ["--label", `${RECIPE_LABEL}=${recipe}`];
  const from = ["--tag", reference, "--file", join(folder, dockerfile)];
  const args = ["build", ...proxyArguments(outside.host.env), ...labels, ...from];
  const result = await outside.run(builder.path, [...args, "--progress", "plain", folder], {
    env: builder.env,
    signal: outside.signal,
    onLine: report,
  });
  if (result.exitCode !== 0) throw notMade(reference, result);
}

/** Pushes to the mirror and pulls through it: only a pulled image knows its digest. */
async function publish(
  { signal }: Outside,
  { docker }: Engine,
  reference: string,
  mirror: string,
  report: Report,
): Promise<void> {
  report(`giving ${reference} a digest`);
  const [repository = reference, tag = "latest"] = reference.split(":");
  const mirrored = `${mirror}/library/${repository}`;
  await docker.tagImage(reference, mirrored, tag);
  try {
    await docker.push(`${mirrored}:${tag}`, signal);
  } finally {
    await docker.untagImage(`${mirrored}:${tag}`);
  }
  await docker.pull(reference, report, signal);
}
