import type { CheckType, Kind } from "../checks/kind.ts";
import { KINDS } from "../checks/kinds.ts";
import type { Subject } from "../checks/subject.ts";
import { couldNotCheck, type Evidence, type Judgement, overall } from "../checks/verdict.ts";
import { Cancelled, messageOf, UserError } from "../errors.ts";
import { fill, type Values } from "../labs/fill.ts";
import type { LabCheck } from "../labs/goal-schema.ts";
import type { Goal } from "../labs/lab-schema.ts";
import type { CheckVerdict, GoalVerdict } from "./lab-verdict.ts";
import { layerLines } from "./layer-lines.ts";

/** Stops the app, so nothing can be asked of it afterwards. */
const LAST: readonly CheckType[] = ["stops-within"];

/**
 * Judges every goal. Checks ask beside each other; what they ask for is had once. A check that fails by an error of ours
 * could not be checked, whatever it was.
 */
export async function judgeGoals(
  goals: readonly Goal[],
  subject: Subject,
  values: Values,
): Promise<GoalVerdict[]> {
  const first = await judgeThose(goals, subject, values, (type) => !LAST.includes(type));
  const last = await judgeThose(goals, subject, values, (type) => LAST.includes(type));
  return goals.map(({ id, says }, goal) => {
    const checks = first[goal]?.map((judged, check) => judged ?? last[goal]?.[check] ?? null) ?? [];
    const known = checks.filter((check): check is CheckVerdict => check !== null);
    return { id, says: fill(says, values), verdict: overall(known), checks: known };
  });
}

function judgeThose(
  goals: readonly Goal[],
  subject: Subject,
  values: Values,
  chosen: (type: CheckType) => boolean,
): Promise<(CheckVerdict | null)[][]> {
  return Promise.all(
    goals.map(({ checks }) =>
      Promise.all(checks.map((check) => (chosen(check.type) ? judgeCheck(check, subject, values) : null))),
    ),
  );
}

async function judgeCheck(check: LabCheck, subject: Subject, values: Values): Promise<CheckVerdict> {
  const { type, mistakes, ...options } = check;
  const kind = KINDS[type] as Kind<unknown>;
  const judged = await kind.judge(filled(options, values), subject).catch(ours);
  if (judged.verdict === "could-not-check") return { type, rule: type, ...judged };
  const located = { ...judged, evidence: await withLines(judged.evidence, subject) };
  return recognised({ type, rule: type, ...located }, mistakes, subject);
}

const LAYER = /^layer (\d+)$/;

/** Evidence that is a layer, with the line of the Dockerfile that made it. */
async function withLines(evidence: readonly Evidence[], subject: Subject): Promise<readonly Evidence[]> {
  if (!evidence.some(({ where }) => LAYER.test(where))) return evidence;
  const lineOf = layerLines(subject.dockerfile, await subject.reading());
  return evidence.map((one) => {
    const line = lineOf(Number(LAYER.exec(one.where)?.[1] ?? -1));
    return line === null ? one : { ...one, where: `${one.where}, Dockerfile:${line}` };
  });
}

/** The options with values in the places that their texts have for them. */
function filled(options: unknown, values: Values): unknown {
  if (typeof options === "string") return fill(options, values);
  if (Array.isArray(options)) return options.map((one) => filled(one, values));
  if (typeof options !== "object" || options === null) return options;
  return Object.fromEntries(Object.entries(options).map(([key, value]) => [key, filled(value, values)]));
}

/** An error while checking is never the learner's. */
function ours(error: unknown): Judgement {
  if (error instanceof Cancelled) throw error;
  const fix =
    error instanceof UserError
      ? error.fix
      : "This is a bug in size-matters: please report it with this line.";
  return couldNotCheck("an answer", messageOf(error), fix);
}

/** Puts the sentence for a mistake that is recognised in front of what was found. */
export function recognised(
  judged: CheckVerdict,
  mistakes: LabCheck["mistakes"],
  { dockerfile }: Pick<Subject, "dockerfile">,
): CheckVerdict {
  if (judged.verdict !== "not-yet") return judged;
  const lines = dockerfile.instructions.map(({ text }) => text);
  const evidence = judged.evidence.map(({ text }) => text);
  const seen = [...lines, judged.actual, ...evidence].join("\n");
  const known = mistakes.find((one) => new RegExp(one.seen, "im").test(seen));
  if (!known) return judged;
  const says = fill(known.says, { layer: layerIn(judged.evidence) });
  return { ...judged, actual: `${says} ${judged.actual}` };
}

function layerIn(evidence: readonly Evidence[]): string {
  return /\d+/.exec(evidence.find(({ kind }) => kind === "layer")?.where ?? "")?.[0] ?? "";
}
