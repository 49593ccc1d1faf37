import type { Context } from "../context.ts";
import { fill } from "../labs/fill.ts";
import { goalOf, type Lab } from "../labs/lab.ts";
import type { Goal } from "../labs/lab-schema.ts";
import { lessonValues } from "./lesson-values.ts";
import { appendLog } from "./log.ts";
import type { Workspace } from "./workspace.ts";

/** After so many misses of the same rule help is offered. */
const OFFERED_AFTER = 2;

export interface Hint {
  readonly goal: Goal;
  readonly text: string;
  /** Which hint of the goal this is, from 1. */
  readonly number: number;
  /** How many come after it. */
  readonly left: number;
}

/**
 * The next hint: for the goal that is named, or else for the one that was missed most often, or else for the first that
 * is not met. It counts as read.
 */
export async function nextHint(
  outside: Pick<Context, "files">,
  workspace: Workspace,
  lab: Lab,
  named?: string,
): Promise<Hint | null> {
  const { progress } = workspace;
  const goal = (named ? goalOf(lab, named) : undefined) ?? goalInNeed(lab, workspace);
  if (!goal) return null;
  const { hints } = progress.of(lab.id);
  const number = Math.min((hints[goal.id] ?? 0) + 1, goal.hints.length);
  const text = fill(goal.hints[number - 1] ?? "", await lessonValues(workspace, lab));
  await progress.change(lab.id, { hints: { ...hints, [goal.id]: number } });
  const date = new Date().toISOString();
  await appendLog(outside, workspace, { what: "hint", lab: lab.id, date, goal: goal.id, number });
  return { goal, text, number, left: goal.hints.length - number };
}

/** The goal of which one rule was missed twice in a row or more, for which help is offered; null for none. */
export function goalToHelp(lab: Lab, { progress }: Pick<Workspace, "progress">): Goal | null {
  const [most] = missesOf(lab, progress.of(lab.id).missed);
  return most && most.count >= OFFERED_AFTER ? most.goal : null;
}

function goalInNeed(lab: Lab, { progress }: Pick<Workspace, "progress">): Goal | undefined {
  return missesOf(lab, progress.of(lab.id).missed)[0]?.goal ?? lab.file.goals[0];
}

/** The goals that are missed, the one with the rule missed most often first. */
function missesOf({ file }: Lab, missed: Readonly<Record<string, number>>): { goal: Goal; count: number }[] {
  const counted = file.goals.map((goal) => {
    const own = Object.entries(missed).filter(([key]) => key.startsWith(`${goal.id}/`));
    return { goal, count: Math.max(0, ...own.map(([, count]) => count)) };
  });
  return counted.filter(({ count }) => count > 0).sort((a, b) => b.count - a.count);
}

/** How often each rule was missed in a row, after one check more. Only what was asked counts. */
export function countMisses(
  before: Readonly<Record<string, number>>,
  goals: readonly { id: string; checks: readonly { rule: string; verdict: string }[] }[],
): Record<string, number> {
  const asked = new Set(goals.map(({ id }) => id));
  const others = Object.entries(before).filter(([key]) => !asked.has(key.split("/")[0] ?? ""));
  const missed = goals.flatMap(({ id, checks }) =>
    checks.filter(({ verdict }) => verdict === "not-yet").map(({ rule }) => `${id}/${rule}`),
  );
  return Object.fromEntries([...others, ...missed.map((key) => [key, (before[key] ?? 0) + 1] as const)]);
}
