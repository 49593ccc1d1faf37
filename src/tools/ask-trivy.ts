import type { z } from "zod";
import type { ToolJob, ToolPlace, ToolRun } from "../context.ts";
import { notUnderstood, readAnswer } from "./read-answer.ts";
import { type Outside, runTool } from "./run-tool.ts";

/**
 * Nothing is fetched and nobody is told. As settings, because a flag that a version does not know is an error, and a
 * setting is not: only newer versions ask whether there is a newer one.
 * https://trivy.dev/docs/latest/references/configuration/config-file/
 */
export const OFFLINE_SETTINGS = `scan:
  offline: true
  skip-version-check: true
  disable-telemetry: true
db:
  skip-update: true
  java-skip-update: true
rego:
  skip-check-update: true
`;

/** What older versions call the same; newer ones warn of it. */
const SETTINGS_OF_OLDER_ONES = "  skip-policy-update: true\n";

/** Where in its folder trivy keeps what it knows. */
export const CACHE = "cache";

const SETTINGS = "settings.yaml";

/** How an archive is looked at, so that the answer can be read. */
const TO_READ = [
  "image",
  ...["--config", SETTINGS],
  ...["--cache-dir", CACHE],
  ...["--input", "image.tar"],
  ...["--format", "json"],
  "--quiet",
];

/** What trivy is asked about an image. */
export interface TrivyQuestion {
  readonly imageId: string;
  /** Its flags. */
  readonly scanners: readonly string[];
  readonly files?: ToolJob["files"];
}

/**
 * Asks trivy about an image, by settings of ours alone and without a network.
 * @throws UserError where trivy is not here, fails, or says what cannot be read
 */
export async function askTrivy<T>(
  outside: Outside,
  place: ToolPlace,
  schema: z.ZodType<T>,
  { imageId, scanners, files }: TrivyQuestion,
): Promise<{ readonly by: string; readonly answer: T }> {
  const job: ToolJob = {
    ...{ tool: "trivy", args: [...TO_READ, ...scanners], imageId },
    files: { ...files, [SETTINGS]: OFFLINE_SETTINGS + SETTINGS_OF_OLDER_ONES },
  };
  const run = await runTool(outside, place, job);
  return { by: run.by, answer: readAnswer(schema, printedBy(run), run.by) };
}

function printedBy({ exitCode, stdout, stderr, by }: ToolRun): string {
  if (exitCode === 0) return stdout;
  const [words = "nothing was printed"] = stderr.trim().split("\n").slice(-1);
  throw notUnderstood(by, `exit code ${exitCode}: ${words}`);
}
