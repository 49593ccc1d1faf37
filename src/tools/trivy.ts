import { z } from "zod";
import type { ToolPlace, ToolRun, TrivyMisconfiguration, TrivyReport, TrivySecret } from "../context.ts";
import { notUnderstood, readAnswer } from "./read-answer.ts";
import { type Outside, runTool } from "./run-tool.ts";
import { OFFLINE_SETTINGS, TO_READ, TRIVY_SETTINGS } from "./trivy-settings.ts";

const severity = z.enum(["UNKNOWN", "LOW", "MEDIUM", "HIGH", "CRITICAL"]).catch("UNKNOWN");

/** Empty lists and empty values are left out. https://github.com/aquasecurity/trivy/blob/v0.59.1/pkg/types/report.go */
const report = z.object({
  SchemaVersion: z.literal(2),
  Results: z
    .array(
      z.object({
        Target: z.string(),
        Secrets: z
          .array(
            z.object({
              RuleID: z.string(),
              Title: z.string().default(""),
              Severity: severity,
              Layer: z.object({ DiffID: z.string().nullable().default(null) }).default({ DiffID: null }),
            }),
          )
          .default([]),
        Misconfigurations: z
          .array(
            z.object({
              ID: z.string(),
              Title: z.string().default(""),
              Severity: severity,
              Status: z.string().default("FAIL"),
            }),
          )
          .default([]),
      }),
    )
    .default([]),
});

type Result = z.infer<typeof report>["Results"][number];

const SECRETS = ["--scanners", "secret", "--image-config-scanners", "secret,misconfig"];

/**
 * The secrets and misconfigurations that trivy sees in an image, with its own rules and no database.
 * @throws UserError where trivy is not here, or says what cannot be read
 */
export async function trivyReport(outside: Outside, place: ToolPlace, imageId: string): Promise<TrivyReport> {
  const files = { [TRIVY_SETTINGS]: OFFLINE_SETTINGS };
  const run = await runTool(outside, place, {
    tool: "trivy",
    args: [...TO_READ, ...SECRETS],
    imageId,
    files,
  });
  const { Results } = readAnswer(report, whole(run), run.by);
  return {
    by: run.by,
    secrets: Results.flatMap(secretsOf),
    misconfigurations: Results.flatMap(misconfigurationsOf),
  };
}

/** What trivy printed. @throws UserError where it failed, with its last words */
function whole({ exitCode, stdout, stderr, by }: ToolRun): string {
  if (exitCode === 0) return stdout;
  const [words = "nothing was printed"] = stderr.trim().split("\n").slice(-1);
  throw notUnderstood(by, `exit code ${exitCode}: ${words}`);
}

/** A file's name begins with a stroke; the configuration goes by the archive's name. */
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
