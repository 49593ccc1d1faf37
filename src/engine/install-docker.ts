import type { Context, Report } from "../context.ts";
import { UserError } from "../errors.ts";
import { mustRunAsRoot } from "./root.ts";

type Outside = Pick<Context, "run" | "host" | "files" | "signal">;

/** The engine, its client and its builder: Debian 13 packages them apart, Debian 12 in one. */
const ENGINE_PACKAGES = ["docker.io", "docker-cli", "docker-buildx"];
/** What our own engine's network and the stand-in bases are made with. */
const PRIVATE_PACKAGES = ["iptables", "iproute2", "mmdebstrap", "docker-registry", "debian-archive-keyring"];

/** Is this a machine whose distribution has the packages we install? */
export async function isDebianLike({ files }: Pick<Context, "files">): Promise<boolean> {
  const release = (await files.read("/etc/os-release")) ?? "";
  const ids = [...release.matchAll(/^(?:ID|ID_LIKE)=(.*)$/gm)].map(([, value]) =>
    (value ?? "").replaceAll(/["']/g, ""),
  );
  return ids.flatMap((line) => line.split(" ")).some((id) => id === "debian" || id === "ubuntu");
}

/** A file that each package brings; where it is there, the package is not installed again. */
const BRINGS: Readonly<Record<string, string>> = {
  "docker.io": "/usr/sbin/dockerd",
  iptables: "/usr/sbin/iptables",
  iproute2: "/usr/sbin/ip",
  mmdebstrap: "/usr/bin/mmdebstrap",
  "docker-registry": "/usr/bin/docker-registry",
  "debian-archive-keyring": "/usr/share/keyrings/debian-archive-keyring.gpg",
};

/** The packages of our list that this machine lacks. `docker-cli` and `docker-buildx` come with `docker.io`. */
export async function missingPackages({ files }: Pick<Context, "files">): Promise<string[]> {
  const missing: string[] = [];
  for (const name of ["docker.io", ...PRIVATE_PACKAGES]) {
    const program = BRINGS[name] ?? "";
    const elsewhere = program.replace("/usr/sbin/", "/sbin/").replace("/usr/bin/", "/bin/");
    if (!((await files.exists(program)) || (await files.exists(elsewhere)))) missing.push(name);
  }
  return missing;
}

/**
 * Installs packages with apt-get. Not stopped half-way by an interrupt: a half-configured dpkg would be left.
 * @throws UserError with apt's last words
 */
export async function installPackages(
  outside: Outside,
  packages: readonly string[],
  report: Report,
): Promise<void> {
  const fix = `Install them by hand (apt-get update && apt-get install ${packages.join(" ")}), then type the command again.`;
  const options = { shielded: true, env: { DEBIAN_FRONTEND: "noninteractive" }, onLine: report, fix };
  report("apt-get update");
  await mustRunAsRoot(outside, ["apt-get", "update"], options);
  const known = packages.includes("docker.io") ? await knownToApt(outside, ENGINE_PACKAGES) : [];
  const wanted = [...new Set([...packages, ...known])];
  report(`apt-get install ${wanted.join(" ")}`);
  await mustRunAsRoot(
    outside,
    ["apt-get", "install", "-y", "--no-install-recommends", "-o", "DPkg::Lock::Timeout=120", ...wanted],
    options,
  );
  outside.signal.throwIfAborted();
}

async function knownToApt({ run }: Pick<Context, "run">, packages: readonly string[]): Promise<string[]> {
  const { stdout } = await run("apt-cache", ["policy", ...packages]);
  const candidates = [...stdout.matchAll(/^(\S+):\n(?:.*\n)*?\s+Candidate: (\S+)/gm)];
  return candidates.filter(([, , version]) => version !== "(none)").map(([, name]) => name ?? "");
}

/** @throws UserError that names every place where no engine answered. */
export function noEngine(tried: readonly { place: string; reason: string | null }[], fix: string): UserError {
  const places = tried.map(({ place, reason }) => `  ${place}: ${reason}`);
  return new UserError(["No Docker engine answers. Looked at:", ...places].join("\n"), { fix });
}
