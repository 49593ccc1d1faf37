import { join } from "node:path";
import type { Host } from "./context.ts";

/** Where trivy's own database lies for a trivy that is a program of this machine. */
export function trivyDatabaseFolder({ cacheFolder }: Pick<Host, "cacheFolder">): string {
  return join(cacheFolder, "trivy-database");
}
