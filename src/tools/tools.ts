import type { ToolPlace, Tools } from "../context.ts";
import { databaseFacts, demonstrationAdvisories } from "./demonstration-database.ts";
import { diveReport, diveRules } from "./dive.ts";
import { hadolintReport } from "./hadolint.ts";
import { type Outside, runTool, showTool } from "./run-tool.ts";
import { syftReport } from "./syft.ts";
import { trivyReport } from "./trivy.ts";
import { withoutNetwork } from "./trivy-offline.ts";
import { trivyVulnerabilities } from "./trivy-vulnerabilities.ts";

/** The door of this room: everything that others may ask of the tools. */
export function knownTools(outside: Outside): Tools {
  return {
    run: async (place, job) => runTool(outside, place, await withoutNetwork(outside, job)),
    show: async (place, job) => showTool(outside, place, await withoutNetwork(outside, job)),
    dive: (place, imageId) => diveReport(outside, place, imageId),
    diveRules: (place, imageId, rules) => diveRules(outside, place, imageId, rules),
    hadolint: (place, dockerfile, how) => hadolintReport(outside, place, dockerfile, how),
    trivy: (place, imageId) => trivyReport(outside, place, imageId),
    syft: askedOnce((place, imageId) => syftReport(outside, place, imageId)),
    trivyVulnerabilities: (place, imageId) => trivyVulnerabilities(outside, place, imageId),
    demonstrationDatabase: async () => databaseFacts(await demonstrationAdvisories(outside)),
  };
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
