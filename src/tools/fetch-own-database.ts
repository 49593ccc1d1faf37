import { join } from "node:path";
import { trivyDatabaseFolder } from "../cache-folders.ts";
import type { Context, OwnDatabase, Report, ToolPlace, ToolSaid } from "../context.ts";
import { UserError } from "../errors.ts";
import { CACHE } from "./ask-trivy.ts";
import { knownTool } from "./known-tools.ts";
import { dateIn, METADATA } from "./own-database.ts";
import { cleanEnvironment } from "./run-on-path.ts";
import { containerJob, type Outside, placeOf, type ToolAt } from "./run-tool.ts";

/** https://trivy.dev/docs/latest/configuration/db/ */
const REPOSITORIES = ["mirror.gcr.io/aquasec/trivy-db:2", "ghcr.io/aquasecurity/trivy-db:2"];

/** By this variable trivy itself is told another one. */
const REPOSITORY_NAMED_BY = "TRIVY_DB_REPOSITORY";

/** Some 100 MB, on a slow line. Milliseconds. */
const WITHIN = 1_200_000;

/**
 * Fetches trivy's own database with the trivy that is here. An older one stays until the new one is whole.
 * @throws UserError where no registry gives it
 */
export async function fetchOwnDatabase(
  outside: Outside,
  place: ToolPlace,
  report: Report,
): Promise<OwnDatabase> {
  const at = await placeOf(outside, place, knownTool("trivy"));
  const named = outside.host.env[REPOSITORY_NAMED_BY];
  const refusals: string[] = [];
  for (const repository of named ? [named] : REPOSITORIES) {
    report(`trivy's own database, from ${repository}`);
    const { exitCode, stderr, written } = await download(outside, place, at, repository);
    if (exitCode === 0 && written !== null) return { date: dateIn(written) };
    refusals.push(`${repository}: ${reasonIn(stderr) || `exit code ${exitCode}`}`);
  }
  throw notFetched(refusals);
}

function notFetched(refusals: readonly string[]): UserError {
  return new UserError(`Trivy's own database cannot be had:\n  ${refusals.join("\n  ")}`, {
    fix:
      "Type it again where one of these registries is reached. Behind a proxy, https_proxy names it; where the network intercepts TLS, " +
      `SSL_CERT_FILE names the certificates to trust; ${REPOSITORY_NAMED_BY} names a copy of your own.\n` +
      "Checks, labs and `run trivy` go on without: they use the demonstration database.",
  });
}

/** What trivy gives as the reason: on a line of its own with a star, or behind its last word. */
function reasonIn(stderr: string): string {
  const starred = [...stderr.matchAll(/^\s*\* (.+)$/gm)].at(-1);
  const fatal = /\tFATAL\tFatal error\t(.+)/.exec(stderr);
  return (starred ?? fatal)?.[1] ?? stderr.trim().split("\n").at(-1) ?? "";
}

async function download(
  outside: Outside,
  { engine }: ToolPlace,
  { tool, where }: ToolAt,
  repository: string,
): Promise<ToolSaid> {
  const args = ["image", "--download-db-only", "--no-progress", "--db-repository", repository, "--cache-dir"];
  if ("path" in where) return toFolder(outside, where.path, args);
  const job = { tool: tool.name, args: [...args, CACHE], writes: `${CACHE}/${METADATA}` };
  const inContainer = { ...containerJob({ tool, where }, job, null), within: WITHIN };
  return outside.engines.fillToolCache(engine, CACHE, inContainer);
}

/** By a trivy of this machine, beside the older one, and then in its place. */
async function toFolder(
  { files, host, run, signal }: Pick<Context, "files" | "host" | "run" | "signal">,
  path: string,
  args: readonly string[],
): Promise<ToolSaid> {
  const folder = trivyDatabaseFolder(host);
  const fresh = `${folder}.new`;
  await files.remove(fresh);
  await files.makeFolder(fresh, 0o700);
  try {
    const env = cleanEnvironment(host.env, fresh);
    const said = await run(path, [...args, fresh], { cwd: fresh, env, signal, timeout: WITHIN });
    const written = said.exitCode === 0 ? await files.read(join(fresh, METADATA)) : null;
    if (written !== null) {
      await files.remove(folder);
      await files.move(fresh, folder);
    }
    return { ...said, written };
  } finally {
    await files.remove(fresh);
  }
}
