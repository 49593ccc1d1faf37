import { z } from "zod";
import type { ToolPlace, TrivyMisconfiguration, TrivyReport, TrivySecret } from "../context.ts";
import { askTrivy } from "./ask-trivy.ts";
import type { Outside } from "./run-tool.ts";
import { trivyReportOf, trivySeverity } from "./trivy-schema.ts";

const secret = z.object({
  RuleID: z.string(),
  Title: z.string().default(""),
  Severity: trivySeverity,
  Layer: z.object({ DiffID: z.string().nullable().default(null) }).default({ DiffID: null }),
});

const misconfiguration = z.object({
  ID: z.string(),
  Title: z.string().default(""),
  Severity: trivySeverity,
  Status: z.string().default("FAIL"),
});

const report = trivyReportOf({
  Secrets: z.array(secret).default([]),
  Misconfigurations: z.array(misconfiguration).default([]),
});

type Result = z.infer<typeof report>["Results"][number];

const SCANNERS = ["--scanners", "secret", "--image-config-scanners", "secret,misconfig"];

/**
 * The secrets and misconfigurations that trivy sees in an image, with its own rules and no database.
 * @throws UserError where trivy is not here, or says what cannot be read
 */
export async function trivyReport(outside: Outside, place: ToolPlace, imageId: string): Promise<TrivyReport> {
  const { by, answer } = await askTrivy(outside, place, report, { imageId, scanners: SCANNERS });
  return {
    by,
    secrets: answer.Results.flatMap(secretsOf),
    misconfigurations: answer.Results.flatMap(misconfigurationsOf),
  };
}

/** A file's path begins with a slash; the configuration goes by the archive's name. */
function secretsOf({ Target, Secrets }: Result): TrivySecret[] {
  return Secrets.map(({ RuleID, Title, Severity, Layer }) => ({
    ...{ rule: RuleID, title: Title, severity: Severity },
    ...{ path: Target.startsWith("/") ? Target : null, diffId: Layer.DiffID },
  }));
}

function misconfigurationsOf({ Misconfigurations }: Result): TrivyMisconfiguration[] {
  return Misconfigurations.map(({ ID, Title, Severity, Status }) => ({
    ...{ id: sameInEveryVersion(ID), title: Title, severity: Severity, status: Status },
  }));
}

/** `DS002` of older versions is the `DS-0002` of newer ones. */
function sameInEveryVersion(id: string): string {
  const [, letters, number] = /^([A-Z]+)-?(\d+)$/.exec(id) ?? [];
  return number === undefined ? id : `${letters}-${number.padStart(4, "0")}`;
}
