import { z } from "zod";
import type { SyftReport, ToolPlace } from "../context.ts";
import { notUnderstood, readAnswer } from "./read-answer.ts";
import { type Outside, runTool } from "./run-tool.ts";

/** https://github.com/anchore/syft/blob/v1.18.1/schema/json/schema-16.0.18.json */
const report = z.object({
  artifacts: z.array(z.object({ type: z.string(), name: z.string(), version: z.string().default("") })),
  source: z.object({ metadata: z.object({ manifestDigest: z.string() }) }),
});

const ARCHIVE = "docker-archive:image.tar";

/** What syft finds in an image. @throws UserError where it is not here, or says what cannot be read */
export async function syftReport(outside: Outside, place: ToolPlace, imageId: string): Promise<SyftReport> {
  const args = ["scan", "-o", "syft-json", "--scope", "squashed", ARCHIVE];
  const { exitCode, stdout, stderr, by } = await runTool(outside, place, { tool: "syft", args, imageId });
  if (exitCode !== 0) throw notUnderstood(by, `exit code ${exitCode}: ${lastLine(stderr)}`);
  const { artifacts, source } = readAnswer(report, stdout, by);
  return { by, packages: artifacts, digest: source.metadata.manifestDigest };
}

function lastLine(text: string): string {
  return text.trim().split("\n").at(-1) || "nothing was printed";
}
