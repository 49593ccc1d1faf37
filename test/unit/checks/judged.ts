import { expect } from "vitest";
import type { CheckType, Kind } from "../../../src/checks/kind.ts";
import { KINDS } from "../../../src/checks/kinds.ts";
import type { Judgement } from "../../../src/checks/verdict.ts";
import { CANARY } from "../../support/archives/read.ts";
import { type Pieces, subjectOf } from "../../support/subject.ts";

/** Judges an image made of pieces, with options as a lab writes them. What holds for every verdict is looked at. */
export async function judged(type: CheckType, options: object, pieces: Pieces = {}): Promise<Judgement> {
  const kind = KINDS[type] as Kind<unknown>;
  const judgement = await kind.judge(kind.options.parse(options), subjectOf(pieces));
  expectWhole(judgement);
  return judgement;
}

/** Its verdict, and what it says was found. */
export async function verdictOf(type: CheckType, options: object, pieces: Pieces = {}): Promise<string> {
  const { verdict, actual } = await judged(type, options, pieces);
  return `${verdict}: ${actual}`;
}

/** What is wrong with the options, in the schema's words; empty when nothing is. */
export function refused(type: CheckType, options: object): string[] {
  const read = KINDS[type].options.safeParse(options);
  return read.success ? [] : read.error.issues.map(({ message }) => message);
}

/** What holds for all verdicts: evidence and a next step where something is missing, and whole sentences without the token. */
function expectWhole({ verdict, expected, actual, evidence, next }: Judgement): void {
  expect(expected).not.toBe("");
  expect(actual).not.toBe("");
  if (verdict === "met") expect(next).toBeNull();
  else expect(next?.text).toMatch(/^[A-Z].*\S$/s);
  if (verdict === "not-yet") expect(evidence.length).toBeGreaterThan(0);
  const texts = [
    expected,
    actual,
    next?.text,
    next?.command,
    ...evidence.flatMap(({ where, text }) => [where, text]),
  ];
  for (const text of texts) {
    if (text === null || text === undefined) continue;
    expect(text.trim()).not.toBe("");
    expect(text).not.toMatch(/undefined|NaN|\[object|\bnull\b/);
    expect(text).not.toMatch(/(?<![\d.])1 (layers|files|stages|packages|programs|places|variables)\b/);
    expect(text).not.toContain(CANARY);
  }
}
