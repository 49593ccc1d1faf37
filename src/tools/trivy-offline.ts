import type { Context, ToolJob } from "../context.ts";
import { demonstrationAdvisories } from "./advisories.ts";
import { CACHE, OFFLINE_SETTINGS } from "./ask-trivy.ts";
import { databaseFiles } from "./demonstration-database.ts";

/** Flags that every version knows. https://trivy.dev/docs/latest/guide/advanced/air-gap/ */
const OFFLINE = ["--offline-scan", "--skip-db-update", "--skip-java-db-update", "--cache-dir", CACHE];

/**
 * A job as it can be done without a network: trivy gets the demonstration database, unless the job asks for its own, and
 * fetches nothing. Settings and flags of the job's own come first.
 */
export async function withoutNetwork(
  outside: Pick<Context, "files" | "host">,
  job: ToolJob,
): Promise<ToolJob> {
  if (job.tool !== "trivy") return job;
  const [verb = "image", ...args] = job.args;
  const database = job.ownDatabase ? {} : databaseFiles(await demonstrationAdvisories(outside), CACHE);
  return {
    ...job,
    args: [verb, ...OFFLINE, ...args],
    files: { "trivy.yaml": OFFLINE_SETTINGS, ...job.files, ...database },
  };
}
