import type { Verdict } from "../checks/verdict.ts";
import type { Context } from "../context.ts";
import { Cancelled, messageOf, UserError } from "../errors.ts";
import { checkLab } from "../guide/check-lab.ts";
import type { GoalVerdict, LabVerdict } from "../guide/lab-verdict.ts";
import type { Leg } from "../guide/leg.ts";
import { makeFiles } from "../guide/make-files.ts";
import { moveTo } from "../guide/move-to.ts";
import { uncheckable } from "../guide/uncheckable.ts";
import type { Lab } from "../labs/lab.ts";
import { askedIn } from "./asked-in.ts";
import type { Bench } from "./bench.ts";
import { type LegName, outcomeOf, type ProvedCase } from "./prove-case.ts";
import { rightAnswers } from "./right-answers.ts";

type Outside = Pick<Context, "engines" | "files" | "host" | "signal" | "tools">;

/** A leg of a lab, and what must come out of it. */
export interface ToProve {
  readonly lab: Lab;
  readonly leg: LegName;
  readonly name: string;
  readonly files: Leg;
  /** The goals that are asked. */
  readonly goals: readonly string[];
  readonly expected: Verdict;
  /** For a wrong attempt: the rule that must miss, and a part of what it must say. */
  readonly told?: { readonly rule: string; readonly says: string };
  /** Answers that are given in place of the right ones; null for none at all. */
  readonly answers: Readonly<Record<string, string>> | null;
  /** The lab whose files these are, where it is another. */
  readonly from?: Lab;
  /** It cannot be checked on this machine, and that is known. */
  readonly listed: boolean;
}

/** Lays the files of a leg out, checks them, and says of each goal whether what had to come out came out. */
export async function proveLeg(outside: Outside, bench: Bench, to: ToProve): Promise<ProvedCase[]> {
  const { lab, answers, from = lab } = to;
  await moveTo(outside, bench.workspace, from, to.files, bench.values);
  await bench.workspace.progress.change(lab.id, { answers: {} });
  const asked = askedIn(lab, to.leg, to.goals);
  const given = answers === null ? {} : { ...(await rightAnswers(outside, bench, lab, asked)), ...answers };
  await bench.workspace.progress.change(lab.id, { answers: given });
  const found = await verdictOn(outside, bench, to);
  return found.goals.filter(({ id }) => to.goals.includes(id)).map((goal) => caseOf(to, goal));
}

async function verdictOn(outside: Outside, bench: Bench, to: ToProve): Promise<LabVerdict> {
  const { lab, goals, files, from = lab } = to;
  try {
    await makeFiles(outside, { ...bench, lab: from }, files);
    return await checkLab(outside, { ...bench, lab, goals });
  } catch (error) {
    if (error instanceof Cancelled || !(error instanceof UserError)) throw error;
    return uncheckable(lab, error);
  }
}

function caseOf({ lab, leg, name, expected, told, listed }: ToProve, goal: GoalVerdict): ProvedCase {
  const said = goal.checks.filter(({ verdict }) => verdict === goal.verdict);
  const right =
    told === undefined || said.some((check) => check.rule === told.rule && textOf(check).includes(told.says));
  const words = said.map((check) => `${check.rule}: ${textOf(check)}`).join(" | ");
  return {
    lab: lab.id,
    goal: goal.id,
    leg,
    name,
    outcome: outcomeOf(expected, goal.verdict, { right, listed }),
    expected: told ? `${expected} by ${told.rule}, saying "${told.says}"` : expected,
    actual: goal.verdict === "met" ? "met" : `${goal.verdict}: ${words}`,
  };
}

/** All that the learner reads of a check. */
function textOf({ actual, evidence, next }: GoalVerdict["checks"][number]): string {
  const lines = evidence.map(({ where, text }) => `${where}: ${text}`);
  return [actual, ...lines, next?.text ?? ""].join(" / ");
}

/** The case for a leg that ended in an error of ours. */
export function brokenCases({ lab, leg, name, goals, expected }: ToProve, error: unknown): ProvedCase[] {
  return goals.map((goal) => ({
    ...{ lab: lab.id, goal, leg, name, expected },
    outcome: "failed",
    actual: `an error: ${messageOf(error)}`,
  }));
}
