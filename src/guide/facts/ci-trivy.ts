import { z } from "zod";
import type { ToolRun } from "../../context.ts";
import type { Asked, Outside } from "../open-subject.ts";

/** What a script asks trivy about the image that it has built. */
export const questionSchema = z.object({
  /** Its flags, without the image's name. */
  arguments: z.array(z.string()),
  /** The settings that lie in the script's folder, by their paths. */
  files: z.record(z.string(), z.string()),
  /** Whether it writes its report into a file. */
  writes: z.boolean(),
});

export type TrivyQuestion = z.infer<typeof questionSchema>;

/** What trivy said, and what is known of it. */
export interface TrivyAnswer {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
  readonly written: string | null;
  /** How many findings the report holds; null where that cannot be told. */
  readonly found: number | null;
  /** Why it did not scan; null where it did. */
  readonly problem: string | null;
}

const REPORT = "report.out";

/** A question, and what trivy said. */
export interface Answered {
  readonly question: TrivyQuestion;
  readonly answer: TrivyAnswer;
}

/** What is under an image's id never changes: what trivy said of it is kept. */
const KNOWN = new Map<string, Answered[]>();

/** What trivy has said of an image. */
export function answersAbout(imageId: string): readonly Answered[] {
  return KNOWN.get(imageId) ?? [];
}

/** Asks real trivy about an image. @throws UserError where it is not here, or does not end in time */
export async function askTrivy(
  outside: Outside,
  asked: Asked,
  imageId: string,
  question: TrivyQuestion,
): Promise<void> {
  const answer = await ask(outside, asked, imageId, question);
  KNOWN.set(imageId, [...answersAbout(imageId), { question, answer }]);
}

async function ask(
  { tools }: Outside,
  { workshop }: Asked,
  imageId: string,
  { arguments: flags, files, writes }: TrivyQuestion,
): Promise<TrivyAnswer> {
  const report = writes ? ["--output", REPORT] : [];
  const args = ["image", ...flags, ...report, "--input", "image.tar"];
  const run = await tools.run(workshop, {
    ...{ tool: "trivy", args, imageId, files },
    ...(writes ? { writes: REPORT } : {}),
  });
  return answered(run);
}

/** What a run of trivy says, for the script and for who judges it. */
export function answered({ exitCode, stdout, stderr, written }: ToolRun): TrivyAnswer {
  const problem = exitCode === 0 ? null : problemIn(stderr);
  return { exitCode, stdout, stderr, written, found: foundIn(written ?? stdout), problem };
}

/** Trivy ends with the same code for a finding and for a mistake in its flags. */
function problemIn(stderr: string): string | null {
  const line = stderr.split("\n").find((one) => /\bFATAL\b|^Error: /.test(one));
  return line === undefined ? null : line.replace(/^.*(?:FATAL|Error:)\s*(?:Fatal error\s+)?/, "").trim();
}

const list = z.array(z.unknown()).default([]);
const jsonReport = z.object({
  Results: z.array(z.object({ Vulnerabilities: list, Secrets: list, Misconfigurations: list })).default([]),
});
const sarif = z.object({ runs: z.array(z.object({ results: list })) });

/** How many findings a report holds, as a table, as JSON or as SARIF. */
function foundIn(report: string): number | null {
  const totals = [...report.matchAll(/^(?:Total|Failures): (\d+)/gm)].map(([, count]) => Number(count));
  if (totals.length > 0) return totals.reduce((sum, one) => sum + one, 0);
  const value = parsed(report);
  const read = sarif.safeParse(value);
  if (read.success) return read.data.runs.reduce((sum, { results }) => sum + results.length, 0);
  const { data } = jsonReport.safeParse(value);
  if (!data) return null;
  return data.Results.reduce(
    (sum, one) => sum + one.Vulnerabilities.length + one.Secrets.length + one.Misconfigurations.length,
    0,
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
