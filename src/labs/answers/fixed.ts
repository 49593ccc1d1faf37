import { z } from "zod";
import { type Expected, expectation, RIGHT, tidy, wrong } from "./expected.ts";
import type { AnswerKind } from "./kind.ts";

const YES = ["true", "yes", "y", "t"];
const NO = ["false", "no", "n", "f"];
const says = "A fixed answer: some words, or one of several choices.";
const text = z.string().min(1);

const schema = z
  .strictObject({
    from: z.literal("is").optional().describe("May be left out."),
    is: text.describe('The right answer. Quote "true", "false" and numbers.'),
    also: z.array(text).default([]).describe("Other right spellings."),
    choices: z.array(text).min(2).optional().describe("What there is to choose from; one of them is right."),
    look: text.optional().describe("Where to look after a wrong answer. Left out: the text of the step."),
    command: text.optional().describe("What to type there. {{image}} is the learner's image."),
  })
  .refine(({ is, choices }) => choices === undefined || choices.map(plain).includes(plain(is)), {
    error: "The right answer is none of the choices.",
    path: ["is"],
  })
  .refine(({ choices = [] }) => new Set(choices.map(plain)).size === choices.length, {
    error: "Two of the choices mean the same.",
    path: ["choices"],
  })
  .refine(
    ({ is, also, choices = [] }) =>
      choices.every((one) => plain(one) === plain(is) || !also.map(plain).includes(plain(one))),
    {
      error: "Another choice is listed as a right spelling.",
      path: ["also"],
    },
  );

/** What does not depend on the image. */
export const fixed: AnswerKind<typeof schema> = {
  says,
  schema,
  expected: (spec) => fixedAnswer(schema.parse(spec)),
};

function fixedAnswer({ is, also, choices, look: where, command }: z.output<typeof schema>): Expected {
  const right = new Set([is, ...also].map(plain));
  const look = { text: where ?? "Read the text of this step again.", command: command ?? null };
  const accepts = choices === undefined ? "a few words" : `one of: ${choices.join(", ")}`;
  return expectation({ shown: is, accepts, look }, (typed) => {
    if (right.has(plain(typed))) return RIGHT;
    const isChoice = choices === undefined || choices.some((one) => plain(one) === plain(typed));
    return wrong(isChoice ? "That is not the answer." : `Type ${accepts}.`, look);
  });
}

/** Without capitals and punctuation around it; yes and true are one word. */
function plain(answer: string): string {
  const words = tidy(answer).toLowerCase();
  if (YES.includes(words)) return "true";
  return NO.includes(words) ? "false" : words;
}
