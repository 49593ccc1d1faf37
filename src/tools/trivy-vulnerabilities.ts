import { z } from "zod";
import type { ToolPlace, TrivyVulnerabilities, TrivyVulnerability } from "../context.ts";
import { demonstrationAdvisories } from "./advisories.ts";
import { askTrivy, CACHE } from "./ask-trivy.ts";
import { databaseFacts, databaseFiles } from "./demonstration-database.ts";
import type { Outside } from "./run-tool.ts";
import { trivyReportOf, trivySeverity } from "./trivy-schema.ts";

/** https://github.com/aquasecurity/trivy/blob/v0.59.1/pkg/types/vulnerability.go */
const vulnerability = z.object({
  VulnerabilityID: z.string(),
  PkgName: z.string(),
  PkgPath: z.string().optional(),
  InstalledVersion: z.string(),
  FixedVersion: z.string().nullable().default(null),
  Severity: trivySeverity,
  Title: z.string().default(""),
});

const report = trivyReportOf({ Vulnerabilities: z.array(vulnerability).default([]) });

type Result = z.infer<typeof report>["Results"][number];

/**
 * The vulnerabilities that trivy sees in an image by the demonstration database.
 * @throws UserError where trivy is not here, or says what cannot be read
 */
export async function trivyVulnerabilities(
  outside: Outside,
  place: ToolPlace,
  imageId: string,
): Promise<TrivyVulnerabilities> {
  const known = await demonstrationAdvisories(outside);
  const files = databaseFiles(known, CACHE);
  const question = { imageId, scanners: ["--scanners", "vuln"], files };
  const { by, answer } = await askTrivy(outside, place, report, question);
  return { by, database: databaseFacts(known), vulnerabilities: answer.Results.flatMap(vulnerabilitiesOf) };
}

function vulnerabilitiesOf({ Target, Vulnerabilities }: Result): TrivyVulnerability[] {
  return Vulnerabilities.map((one) => ({
    ...{ id: one.VulnerabilityID, package: one.PkgName, severity: one.Severity, title: one.Title },
    ...{ installed: one.InstalledVersion, fixed: one.FixedVersion || null },
    target: one.PkgPath === undefined ? Target : `/${one.PkgPath}`,
  }));
}
