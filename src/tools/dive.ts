import { stripVTControlCharacters } from "node:util";
import { z } from "zod";
import type { DiveReport, DiveRule, DiveRules, ToolPlace } from "../context.ts";
import { notUnderstood, readAnswer } from "./read-answer.ts";
import { type Outside, runTool } from "./run-tool.ts";

/** https://github.com/wagoodman/dive/blob/v0.13.1/runtime/export/image.go */
const report = z.object({
  image: z.object({ sizeBytes: z.number(), inefficientBytes: z.number(), efficiencyScore: z.number() }),
});

/** Its answer goes into a fresh file: it does not cut an older one. */
const JSON_FILE = "dive.json";
const ARCHIVE = "docker-archive://image.tar";

/** What dive says of an image. @throws UserError where dive is not here, or says what cannot be read */
export async function diveReport(outside: Outside, place: ToolPlace, imageId: string): Promise<DiveReport> {
  const args = ["--json", JSON_FILE, ARCHIVE];
  const run = await runTool(outside, place, { tool: "dive", args, imageId, writes: JSON_FILE });
  if (run.written === null) throw notUnderstood(run.by, lastWords(run));
  const { image } = readAnswer(report, run.written, run.by);
  const { sizeBytes, inefficientBytes, efficiencyScore } = image;
  return {
    by: run.by,
    efficiency: efficiencyScore,
    wastedBytes: inefficientBytes,
    imageBytes: sizeBytes,
  };
}

/**
 * What dive says of an image by rules, those of a file `.dive-ci`.
 * @throws UserError where dive is not here, or says neither that they hold nor that they do not
 */
export async function diveRules(
  outside: Outside,
  place: ToolPlace,
  imageId: string,
  rules: string,
): Promise<DiveRules> {
  const args = ["--ci", "--ci-config", ".dive-ci", ARCHIVE];
  const run = await runTool(outside, place, { tool: "dive", args, imageId, files: { ".dive-ci": rules } });
  const printed = stripVTControlCharacters(run.stdout);
  const told = rulesIn(printed);
  const [, result] = /^Result:(PASS|FAIL)/m.exec(printed) ?? [];
  if (result !== undefined) return { by: run.by, passes: result === "PASS", rules: told, problem: null };
  const problem = problemIn(`${printed}\n${stripVTControlCharacters(run.stderr)}`, told);
  if (problem === null) throw notUnderstood(run.by, lastWords(run));
  return { by: run.by, passes: false, rules: told, problem };
}

const RULE = /^ *(PASS|FAIL|SKIP|MISCONFIGURED) *: (\w+)(?:: (.*))?$/gm;

function rulesIn(printed: string): DiveRule[] {
  return [...printed.matchAll(RULE)].map(([, outcome = "", name = "", says = ""]) => ({
    name,
    outcome: outcome.toLowerCase() as DiveRule["outcome"],
    says,
  }));
}

/** What is wrong with the rules themselves. */
function problemIn(printed: string, rules: readonly DiveRule[]): string | null {
  const wrong = rules.find(({ outcome }) => outcome === "misconfigured");
  if (wrong) return `${wrong.name}: ${wrong.says}`;
  return /^ci configuration error: (.*)/m.exec(printed)?.[1] ?? null;
}

function lastWords({
  exitCode,
  stdout,
  stderr,
}: {
  exitCode: number;
  stdout: string;
  stderr: string;
}): string {
  const [words = "nothing was printed"] = stripVTControlCharacters(stderr || stdout)
    .trim()
    .split("\n")
    .slice(-1);
  return `exit code ${exitCode}: ${words}`;
}
