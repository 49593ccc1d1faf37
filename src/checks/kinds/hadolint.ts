import { z } from "zod";
import type { HadolintReport } from "../../context.ts";
import type { Kind } from "../kind.ts";
import { couldNotCheck, type Evidence, type Judgement, met, notYet } from "../verdict.ts";

type Finding = HadolintReport["findings"][number];

const options = z.strictObject({
  "ignored-at-most": z
    .int()
    .nonnegative()
    .default(0)
    .describe("How many rules may be ignored, each at one place and with a reason in the line above."),
});

declare module "../kind.ts" {
  interface CheckKinds {
    hadolint: z.infer<typeof options>;
  }
}

const LAST = 6;
const LEAST_WORDS = 4;
const IGNORES = /^\s*#\s*hadolint\s+ignore\s*=\s*(.*)$/i;
const IGNORES_ALL = /^\s*#\s*hadolint\s+global\s+ignore\s*=/im;
/** Hadolint's own code for a Dockerfile that it cannot read. */
const UNREADABLE = "DL1000";

/** That hadolint has nothing to say of the Dockerfile, whatever settings and comments tell it to leave out. */
export const hadolint: Kind<z.infer<typeof options>> = {
  says: "Nothing is found in the learner's Dockerfile by hadolint but rules that are ignored at one place, with a reason.",
  options,
  async judge({ "ignored-at-most": most }, subject) {
    const text = (await subject.contextFile("Dockerfile")) ?? "";
    const all = await subject.hadolint({ pragmas: false });
    const expected = expectedOf(most);
    const unreadable = all.findings.find(({ code }) => code === UNREADABLE);
    if (unreadable) return couldNotCheck(expected, unreadable.message, "Does this hadolint know the syntax?");
    if (all.findings.length === 0) return met(expected, "it finds nothing", [by(all)]);
    if (IGNORES_ALL.test(text)) return ignoredForAll(expected, all.findings);
    const { findings: left } = await subject.hadolint({ pragmas: true });
    if (left.length > 0) return stillFound(expected, left);
    const codes = [...new Set(all.findings.map(({ code }) => code))];
    return judgeIgnored({ expected, most, codes, text }, all);
  },
};

function expectedOf(most: number): string {
  if (most === 0) return "hadolint finds nothing";
  const rules = most === 1 ? "one rule" : `${most} rules`;
  return `hadolint finds nothing, but for at most ${rules} ignored with a reason`;
}

function ignoredForAll(expected: string, findings: readonly Finding[]): Judgement {
  return notYet(
    {
      rule: "global-ignore",
      expected,
      actual: "rules are ignored for the whole file. One rule, one reason.",
    },
    evidenceOf(findings),
    "Take the global comment away, mend what hadolint finds, and ignore at its place what is wrong here.",
    "size-matters run hadolint",
  );
}

function stillFound(expected: string, left: readonly Finding[]): Judgement {
  const codes = [...new Set(left.map(({ code }) => code))].join(", ");
  return notYet(
    { expected, actual: `it finds ${codes}` },
    evidenceOf(left),
    `Mend line ${left[0]?.line} first. What the rule wants: https://github.com/hadolint/hadolint/wiki/${left[0]?.code}`,
    "size-matters run hadolint",
  );
}

/** Everything that is found is ignored: by how many rules, and why? */
function judgeIgnored(
  { expected, most, codes, text }: { expected: string; most: number; codes: readonly string[]; text: string },
  all: HadolintReport,
): Judgement {
  if (codes.length > most) {
    return notYet(
      { rule: "too-many-ignored", expected, actual: `${codes.join(", ")} are ignored` },
      evidenceOf(all.findings),
      "Mend them, until the one is left that is wrong here.",
    );
  }
  const line = lineWithoutReason(text);
  if (line === null) return met(expected, `${codes.join(", ")} with a reason`, [by(all)]);
  return notYet(
    { rule: "reason", expected, actual: `nobody reads why ${codes.join(", ")} is ignored` },
    [{ kind: "dockerfile", where: `Dockerfile:${line}`, text: text.split("\n")[line - 1]?.trim() ?? "" }],
    "Write why in a comment in the line above: in a year somebody will ask.",
  );
}

/** The line, from 1, of the first comment that ignores a rule and has no sentence above it; null without one. */
function lineWithoutReason(text: string): number | null {
  const lines = text.split("\n");
  const at = lines.findIndex((line, index) => IGNORES.test(line) && !isReason(lines[index - 1] ?? ""));
  return at < 0 ? null : at + 1;
}

function isReason(line: string): boolean {
  const [, comment] = /^\s*#\s*(?!hadolint\b)(.*)$/i.exec(line) ?? [];
  return (comment ?? "").split(/\s+/).filter((word) => /\p{L}{2}/u.test(word)).length >= LEAST_WORDS;
}

function evidenceOf(findings: readonly Finding[]): [Evidence, ...Evidence[]] {
  const [first, ...others] = findings.slice(0, LAST).map(
    ({ code, line, message }): Evidence => ({
      kind: "dockerfile",
      where: `Dockerfile:${line}`,
      text: `${code} ${message}`,
    }),
  );
  if (!first) throw new Error("there is no finding");
  return [first, ...others];
}

function by({ by: where }: HadolintReport): Evidence {
  return { kind: "command", where, text: "asked with comments in the Dockerfile switched off" };
}
