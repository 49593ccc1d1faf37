import type { ToolJob, ToolPlace, Tools } from "../context.ts";
import type { Outside } from "./run-tool.ts";

/** The door of this room: everything that others may ask of the tools. Each is loaded when it is asked first. */
export function knownTools(outside: Outside): Tools {
  return {
    run: async (place, job, tell) => {
      const { runTool } = await import("./run-tool.ts");
      return runTool(outside, place, await withoutNetwork(outside, job), tell);
    },
    show: async (place, job) => {
      const { showTool } = await import("./run-tool.ts");
      return showTool(outside, place, await withoutNetwork(outside, job));
    },
    dive: async (place, imageId) => (await import("./dive.ts")).diveReport(outside, place, imageId),
    diveRules: async (place, imageId, rules) =>
      (await import("./dive.ts")).diveRules(outside, place, imageId, rules),
    hadolint: async (place, dockerfile, how) =>
      (await import("./hadolint.ts")).hadolintReport(outside, place, dockerfile, how),
    trivy: async (place, imageId) => (await import("./trivy.ts")).trivyReport(outside, place, imageId),
    syft: askedOnce(async (place, imageId) =>
      (await import("./syft.ts")).syftReport(outside, place, imageId),
    ),
    trivyVulnerabilities: askedOnce(async (place, imageId) =>
      (await import("./trivy-vulnerabilities.ts")).trivyVulnerabilities(outside, place, imageId),
    ),
    demonstrationDatabase: async () => {
      const { demonstrationAdvisories } = await import("./advisories.ts");
      const { databaseFacts } = await import("./demonstration-database.ts");
      return databaseFacts(await demonstrationAdvisories(outside));
    },
    fetchOwnDatabase: async (place, report) =>
      (await import("./fetch-own-database.ts")).fetchOwnDatabase(outside, place, report),
  };
}

async function withoutNetwork(outside: Outside, job: ToolJob): Promise<ToolJob> {
  return (await import("./trivy-offline.ts")).withoutNetwork(outside, job);
}

type Asked<Said> = (place: ToolPlace, imageId: string) => Promise<Said>;

/** What is under an image's id never changes: the answer is kept. An error is not. */
function askedOnce<Said>(ask: Asked<Said>): Asked<Said> {
  const known = new Map<string, Promise<Said>>();
  return (place, imageId) => {
    const said = known.get(imageId) ?? ask(place, imageId);
    known.set(imageId, said);
    said.catch(() => known.delete(imageId));
    return said;
  };
}
