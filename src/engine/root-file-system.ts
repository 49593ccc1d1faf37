import { join } from "node:path";
import type { Builder, Context, Report, RunResult } from "../context.ts";
import { UserError } from "../errors.ts";
import { diskFull, metFullDisk } from "./disk-full.ts";
import { RECIPE_LABEL, STAND_IN_LABEL } from "./labels.ts";
import { privateFolders } from "./private-folders.ts";
import { lastWords, mustRunAsRoot } from "./root.ts";

type Outside = Pick<Context, "run" | "files" | "host" | "signal">;

const SUITE = "trixie";
/** The root file system under both bases, named as the real one. */
export const ROOT_REFERENCE = "debian:trixie-slim";
/** What goes into the root file system, and where: files of a folder beside the recipes. */
export const ROOT_FILES = "root-file-system";
const UPLOADS: Readonly<Record<string, string>> = {
  "docker-clean": "/etc/apt/apt.conf.d/docker-clean",
  "docker-gzip-indexes": "/etc/apt/apt.conf.d/docker-gzip-indexes",
  "docker-no-languages": "/etc/apt/apt.conf.d/docker-no-languages",
  "docker-autoremove-suggests": "/etc/apt/apt.conf.d/docker-autoremove-suggests",
  "policy-rc.d": "/usr/sbin/policy-rc.d",
};

/** Makes a small Debian with mmdebstrap, from this machine's own mirror, and imports it under its real name. */
export async function makeRootFileSystem(
  outside: Outside,
  builder: Builder,
  recipe: string,
  report: Report,
): Promise<void> {
  // All in one folder of ours, so that an interrupted run leaves nothing elsewhere.
  const unfinished = join(privateFolders(outside.host).folder, "unfinished");
  const tar = join(unfinished, "root-file-system.tar");
  await outside.files.makeFolder(unfinished);
  report(`mmdebstrap: a Debian ${SUITE} root file system`);
  try {
    await mustRunAsRoot(outside, ["mmdebstrap", ...(await debstrapArguments(outside, tar))], {
      cwd: rootFilesFolder(outside.host),
      env: { TMPDIR: unfinished },
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
    await mustRunAsRoot(outside, ["rm", "-rf", "--one-file-system", unfinished], {
      fix: `Remove ${unfinished} by hand.`,
    });
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

/** The folder with the recipes of all stand-ins. */
export function recipesFolder(host: Context["host"]): string {
  return join(host.packageFolder, "dockerfiles", "stand-in");
}

/** The folder with what goes into the root file system. */
export function rootFilesFolder(host: Context["host"]): string {
  return join(recipesFolder(host), ROOT_FILES);
}

/** @returns why a stand-in could not be made, as an error for the reader */
export function notMade(reference: string, result: RunResult): UserError {
  if (metFullDisk(result)) return diskFull("of our own Docker engine");
  return new UserError(`The stand-in for ${reference} could not be made: ${lastWords(result, 6)}`, {
    fix: "Check that this machine reaches its Debian mirror (apt-get update), then type the command again.",
  });
}
