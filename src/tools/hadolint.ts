import { z } from "zod";
import type { HadolintReport, HadolintSettings, ToolPlace } from "../context.ts";
import { readAnswer } from "./read-answer.ts";
import { type Outside, runTool } from "./run-tool.ts";

/** https://github.com/hadolint/hadolint/blob/v2.15.1/src/Hadolint/Formatter/Json.hs */
const findings = z.array(
  z.object({
    code: z.string(),
    level: z.enum(["error", "warning", "info", "style"]),
    line: z.number(),
    message: z.string(),
  }),
);

const SETTINGS = "settings.yaml";

/** What hadolint says of a Dockerfile. @throws UserError where it is not here, or says what cannot be read */
export async function hadolintReport(
  outside: Outside,
  place: ToolPlace,
  dockerfile: string,
  { settings = "{}\n", pragmas }: HadolintSettings,
): Promise<HadolintReport> {
  const strict = pragmas ? [] : ["--disable-ignore-pragma"];
  const args = ["--format", "json", "--no-fail", ...strict, "--config", SETTINGS, "Dockerfile"];
  const files = { Dockerfile: dockerfile, [SETTINGS]: settings };
  const { stdout, by } = await runTool(outside, place, { tool: "hadolint", args, files });
  return { by, findings: readAnswer(findings, stdout, by) };
}
