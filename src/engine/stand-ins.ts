import { createHash } from "node:crypto";
import { join } from "node:path";
import type { Base, Builder, Context, Engine, Report, RunResult } from "../context.ts";
import { UserError } from "../errors.ts";
import { diskFull, isDiskFull } from "./disk-full.ts";
import { RECIPE_LABEL, STAND_IN_LABEL } from "./labels.ts";
import { ensureMirror } from "./mirror.ts";
import { privateFolders } from "./private-folders.ts";
import { proxyArguments } from "./proxies.ts";
import { lastLines, lastWords, mustRunAsRoot } from "./root.ts";

type Outside = Pick<Context, "run" | "files" | "host" | "processes" | "network" | "signal">;

const SUITE = "trixie";
/** The root file system under both bases, named as the real one. */
export const ROOT_REFERENCE = "debian:trixie-slim";
const RECIPES: readonly { reference: string; dockerfile: string }[] = [
  { reference: "python:3.13-slim", dockerfile: "slim.Dockerfile" },
  { reference: "python:3.13", dockerfile: "full.Dockerfile" },
];

/** What goes into the root file system, and where: files of a folder beside the recipes. */
const ROOT_FILES = "root-file-system";
const UPLOADS: Readonly<Record<string, string>> = {
  "docker-clean": "/etc/apt/apt.conf.d/docker-clean",
  "docker-gzip-indexes": "/etc/apt/apt.conf.d/docker-gzip-indexes",
  "docker-no-languages": "/etc/apt/apt.conf.d/docker-no-languages",
  "docker-autoremove-suggests": "/etc/apt/apt.conf.d/docker-autoremove-suggests",
  "policy-rc.d": "/usr/sbin/policy-rc.d",
};

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

async function makeRootFileSystem(
  outside: Outside,
  builder: Builder,
  recipe: string,
  report: Report,
): Promise<void> {
  const tar = join(privateFolders(outside.host).folder, "root-file-system.tar");
  report(`mmdebstrap: a Debian ${SUITE} root file system`);
  try {
    await mustRunAsRoot(outside, ["mmdebstrap", ...(await debstrapArguments(outside, tar))], {
      cwd: rootFilesFolder(outside.host),
      signal: outside.signal,
      onLine: report,
      fix: "Check that this machine reaches its Debian mirror (apt-get update), then type the command again.",
    });
    report(`importing ${ROOT_REFERENCE}`);
    const labels = `LABEL ${STAND_IN_LABEL}=true ${RECIPE_LABEL}=${recipe}`;
    const change = ["--change", 'CMD ["bash"]', "--change", labels];
    const imported = await outside.run(builder.path, ["import", ...change, tar, ROOT_REFERENCE], {
      env: builder.env,
      signal: outside.signal,
    });
    if (imported.exitCode !== 0) throw notMade(ROOT_REFERENCE, imported);
  } finally {
    await mustRunAsRoot(outside, ["rm", "-f", tar], { fix: `Remove ${tar} by hand.` });
  }
}

async function debstrapArguments(outside: Outside, tar: string): Promise<string[]> {
  const emptied =
    'rm -rf "$1"/var/lib/apt/lists/* "$1"/var/cache/apt/*.bin "$1"/var/cache/apt/archives/*.deb';
  const uploads = Object.entries(UPLOADS).map(([from, to]) => `--customize-hook=upload ${from} ${to}`);
  return [
    "--variant=minbase",
    "--include=ca-certificates,netbase,tzdata",
    "--skip=cleanup/apt",
    "--dpkgopt=dpkg-slim",
    `--customize-hook=${emptied}`,
    ...uploads,
    '--customize-hook=chmod 755 "$1/usr/sbin/policy-rc.d"',
    SUITE,
    tar,
    ...(await aptSources(outside)),
  ];
}

/** This machine's own Debian mirrors, for the new root file system; none where it is not a Debian: mmdebstrap knows. */
async function aptSources({ run }: Outside): Promise<string[]> {
  const { stdout } = await run("apt-get", [
    "indextargets",
    "--format",
    "$(LABEL) $(REPO_URI)",
    "Created-By: Packages",
  ]);
  const uri = (label: string) => new RegExp(`^${label} (\\S+)$`, "m").exec(stdout)?.[1];
  const [main, security] = [uri("Debian"), uri("Debian-Security")];
  if (main === undefined) return [];
  return [
    `deb ${main} ${SUITE} main`,
    `deb ${main} ${SUITE}-updates main`,
    ...(security === undefined ? [] : [`deb ${security} ${SUITE}-security main`]),
  ];
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
  await docker.push(`${mirrored}:${tag}`, signal);
  await docker.untagImage(`${mirrored}:${tag}`);
  await docker.pull(reference, report, signal);
}

function recipesFolder(host: Context["host"]): string {
  return join(host.packageFolder, "dockerfiles", "stand-in");
}

function rootFilesFolder(host: Context["host"]): string {
  return join(recipesFolder(host), ROOT_FILES);
}

function notMade(reference: string, result: RunResult): UserError {
  if (isDiskFull(lastLines(result, 20))) return diskFull("of our own Docker engine");
  return new UserError(`The stand-in for ${reference} could not be made: ${lastWords(result, 6)}`, {
    fix: "Check that this machine reaches its Debian mirror (apt-get update), then type the command again.",
  });
}
