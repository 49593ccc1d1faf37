import { z } from "zod";
import type { DiveRules } from "../../context.ts";
import type { Kind } from "../kind.ts";
import type { Subject } from "../subject.ts";
import { type Evidence, type Judgement, met, notYet } from "../verdict.ts";

const RULES = ".dive-ci";

const options = z.strictObject({});

declare module "../kind.ts" {
  interface CheckKinds {
    "dive-gate": z.infer<typeof options>;
  }
}

const expected = `by the rules in ${RULES} dive fails the riddle's image and passes yours`;

/** That dive's rules are a gate: asked of an image that must be stopped, and of one that must not. */
export const diveGate: Kind<z.infer<typeof options>> = {
  says: "By the rules in .dive-ci, beside the Dockerfile, dive fails the riddle's image and passes the learner's.",
  options,
  async judge(_, subject) {
    const rules = await subject.contextFile(RULES);
    if (rules === null) return notThere;
    const stranger = await subject.diveRules("riddle", rules);
    return judgeStranger(stranger, rules) ?? judgeOwn(await subject.diveRules("own", rules), subject);
  },
};

const notThere = notYet(
  { rule: "rules-there", expected, actual: `there is no file ${RULES} beside the Dockerfile` },
  [{ kind: "file", where: RULES, text: "not there" }],
  `Write ${RULES} with the key rules: and below it the rules that you want.`,
);

/** Null when a rule of the learner's own stops it. */
function judgeStranger(found: DiveRules, text: string): Judgement | null {
  const failed = found.rules.filter(({ outcome }) => outcome === "fail");
  if (found.problem !== null) {
    return notYet(
      { rule: "rules-read", expected, actual: `dive cannot use the rules: ${found.problem}` },
      [{ kind: "file", where: RULES, text: found.problem }],
      "Mend what dive names. Its rules are lowestEfficiency, highestWastedBytes and highestUserWastedPercent.",
    );
  }
  if (found.passes) {
    return notYet(
      { rule: "stranger-fails", expected, actual: "the riddle's image passes, too" },
      [evidenceOf(found)],
      "Set a rule between what dive says of the two images.",
    );
  }
  if (failed.some(({ name }) => new RegExp(`^\\s*["']?${name}["']?\\s*:`, "m").test(text))) return null;
  return notYet(
    {
      rule: "stranger-fails",
      expected,
      actual: "what stops the riddle's image is a rule that dive sets by itself, and none of yours",
    },
    [evidenceOf(found)],
    "Write the rule that shall stop it into the file, with the figure that you want.",
  );
}

function judgeOwn(found: DiveRules, { image }: Subject): Judgement {
  if (found.passes) return met(expected, "so it is", [evidenceOf(found)]);
  return notYet(
    { rule: "own-passes", expected, actual: "your own image fails" },
    [evidenceOf(found)],
    "Is the rule too strict, or is there something to mend in your image? See what dive lists.",
    `size-matters run dive --ci ${image.tag}`,
  );
}

function evidenceOf({ by, rules }: DiveRules): Evidence {
  const lines = rules.map(
    ({ name, outcome, says }) => `${outcome.toUpperCase()} ${name}${says ? `: ${says}` : ""}`,
  );
  return { kind: "command", where: by, text: lines.join("\n") || "no rule was evaluated" };
}
