import type { Subject } from "../checks/subject.ts";
import type { Evidence } from "../checks/verdict.ts";
import type { NotBuilt } from "../context.ts";
import type { Dockerfile } from "../dockerfile/dockerfile.ts";
import type { LabCheck } from "../labs/goal-schema.ts";
import { BUILD_RULE } from "../labs/lab-rules.ts";
import type { Goal } from "../labs/lab-schema.ts";
import { recognised } from "./judge-goals.ts";
import type { CheckVerdict, GoalVerdict } from "./lab-verdict.ts";

/** The verdicts where there is no image: nothing can be met, and the builder says why. */
export function withoutImage(goals: readonly Goal[], dockerfile: Dockerfile, build: NotBuilt): GoalVerdict[] {
  const line = lineOf(dockerfile, build.words);
  return goals.map(({ id, says, checks }) => ({
    id,
    says,
    verdict: build.timedOut ? "could-not-check" : "not-yet",
    checks: checks.map((check) => verdictOn(check, { dockerfile }, build, line)),
  }));
}

function verdictOn(
  { type, mistakes }: LabCheck,
  subject: Pick<Subject, "dockerfile">,
  { words, timedOut }: NotBuilt,
  line: number | null,
): CheckVerdict {
  const where = line === null ? "the builder's words" : `Dockerfile:${line}`;
  const evidence: Evidence = { kind: "builder", where, text: words };
  const common = { type, rule: BUILD_RULE, expected: "an image that is built" };
  if (timedOut) {
    const next = {
      text: "A command of your Dockerfile waits for something. Type the build by hand and watch it.",
      command: "size-matters build",
    };
    return {
      ...common,
      verdict: "could-not-check",
      actual: "The build did not end and was stopped.",
      evidence: [evidence],
      next,
    };
  }
  const actual =
    line === null
      ? "The image could not be built."
      : `The image could not be built: line ${line} of the Dockerfile failed.`;
  const next = { text: "Read the builder's last words, and mend that line.", command: "size-matters build" };
  return recognised({ ...common, verdict: "not-yet", actual, evidence: [evidence], next }, mistakes, subject);
}

/** The line that the builder's words are about; null when they do not tell. */
function lineOf(dockerfile: Dockerfile, words: string): number | null {
  const named = /(?:Dockerfile|parse error(?: on)? line)[: ](\d+)/i.exec(words)?.[1];
  if (named) return Number(named);
  const step = /^\s*>?\s*\[[^\]]*\d+\/\d+\]\s+(.+?):?$/m.exec(words)?.[1];
  if (!step) return null;
  const plain = (text: string) =>
    text
      .replaceAll(/--mount=\S+\s+/g, "")
      .replaceAll(/[\s\\]+/g, " ")
      .trim();
  const begun = plain(step).slice(0, 60);
  return dockerfile.instructions.find(({ text }) => plain(text).startsWith(begun))?.line ?? null;
}
