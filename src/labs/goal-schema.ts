import { z } from "zod";
import type { CheckType } from "../checks/kind.ts";
import { KINDS } from "../checks/kinds.ts";
import { answerSchema } from "./answers/answer-kinds.ts";
import { id, words } from "./text-schema.ts";

const mistake = z
  .strictObject({
    seen: z
      .string()
      .min(1)
      .describe(
        "A regular expression: what is looked for in the learner's Dockerfile, in what was found, and in the builder's words.",
      ),
    says: words(10).describe(
      "The sentence for who made this mistake. {{layer}} is the layer of the evidence.",
    ),
  })
  .describe("A mistake that is recognised once the check is not met.");

/** One kind of check as a lab writes it. */
function checkSchema(type: CheckType) {
  const { says, options } = KINDS[type];
  return options.extend({
    type: z.literal(type).describe(says),
    mistakes: z.array(mistake).default([]).describe("Mistakes that are recognised, the most special first."),
  });
}

const [first, ...others] = (Object.keys(KINDS) as CheckType[]).sort().map(checkSchema);
if (!first) throw new Error("there are no kinds of check");

/** A check as a lab writes it: its kind's own options stand beside these two. */
export interface LabCheck {
  type: CheckType;
  mistakes: { seen: string; says: string }[];
  [option: string]: unknown;
}

const check = z
  .discriminatedUnion("type", [first, ...others])
  .describe(
    "One question about the image, the app, the build or an answer: size-matters labs checks lists the kinds.",
  );

/** What a learner must make true. */
export const goal = z.strictObject({
  id: id.describe("Names the goal everywhere: in progress files, in --json, in the wrong attempts below."),
  says: words(10).describe(
    "What the learner must make true: one sentence, in the end checked by all of the checks.",
  ),
  checks: z
    .array(check as unknown as z.ZodType<LabCheck>)
    .min(1)
    .describe("All of them must be met."),
  hints: z
    .array(words(10))
    .min(3)
    .describe("From a nudge, to where to look, to nearly there. The solution itself comes after the last."),
  why: words(10).describe("What happened, shown after passing."),
});

/** What a learner is asked. */
export const question = z.strictObject({
  id: id.describe("Names the question: size-matters answer ID VALUE."),
  asks: words(10).describe("The question, about the learner's own image."),
  about: z
    .enum(["own", "riddle"])
    .default("own")
    .describe("Which image: the learner's own, or the one built from riddle/."),
  answer: answerSchema.describe("How the right answer is found in that image."),
});
