import { z } from "zod";
import type { CheckType } from "../checks/kind.ts";
import { KINDS } from "../checks/kinds.ts";
import { answerSchema } from "./answers/answer-kinds.ts";

const id = z
  .string()
  .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, "Write small letters, digits and single hyphens: smaller-base");

/** A text of so many characters at least, blanks around it aside. */
const words = (least: number) => z.string().trim().min(least);

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

const goal = z.strictObject({
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

const question = z.strictObject({
  id: id.describe("Names the question: size-matters answer ID VALUE."),
  asks: words(10).describe("The question, about the learner's own image."),
  about: z
    .enum(["own", "riddle"])
    .default("own")
    .describe("Which image: the learner's own, or the one built from riddle/."),
  answer: answerSchema.describe("How the right answer is found in that image."),
  hints: z.array(words(10)).default([]).describe("Help, one after the other."),
});

const edit = z.strictObject({
  in: words(1).default("Dockerfile").describe("The file, by its path in the build context."),
  find: z.string().min(1).describe("A text that occurs in it once."),
  put: z.string().describe("What stands there instead."),
});

/** How an attempt is made of what is there already. */
const attempt = {
  upon: z
    .enum(["start", "reference"])
    .default("start")
    .describe("What the attempt is laid upon: the lab's start, or its reference."),
  edits: z
    .array(edit)
    .default([])
    .describe("What the attempt changes in files that are there. For a few lines: it follows its rung."),
};

const alternative = z.strictObject(attempt);

const wrong = z.strictObject({
  ...attempt,
  goal: id.describe("The goal that this attempt must miss."),
  rule: words(1).describe("The check, or the rule of it, that must say so."),
  says: words(5).describe("A part of what the learner must then read."),
  answers: z
    .record(id, z.string())
    .default({})
    .describe("Answers that are given, by question; all others are right."),
});

const step = z.strictObject({
  text: z
    .string()
    .regex(/^steps\/[\w.-]+\.md$/, "Name a file in steps/: steps/1-look.md")
    .describe("The Markdown to read: steps/1-look.md."),
});

const lab = z.strictObject({
  title: words(3).max(60).describe("A few words."),
  minutes: z.int().min(1).max(60).describe("How long it takes somebody who does it for the first time."),
  chapter: id.describe("Groups the menu."),
  talk: z.boolean().default(false).describe("Is it a part of the 90-minute talk?"),
  "talk-minutes": z
    .int()
    .min(1)
    .max(60)
    .optional()
    .describe("How long it gets in the talk, where that is less."),
  rung: z
    .int()
    .min(0)
    .max(99)
    .optional()
    .describe(
      "The rung of the ladder that this lab reaches: its reference is that Dockerfile, its start the one below.",
    ),
  token: z
    .enum(["argument-and-secret", "secret"])
    .default("argument-and-secret")
    .describe("How builds get the feed's password: also as the build argument TOKEN, or as a secret alone."),
  bases: z
    .array(
      z
        .string()
        .regex(
          /^[a-z0-9][\w./-]*:[\w][\w.-]*$/,
          "Write an image of the registry with its tag, and without a digest: golang:1.24",
        ),
    )
    .default([])
    .describe(
      "Images of the registry that only this lab stands on. They are fetched when it begins. Where no registry answers, our own engine gets a stand-in, built from stand-ins/NAME/ in the lab's folder.",
    ),
  riddle: z
    .boolean()
    .default(false)
    .describe(
      "Is there a folder riddle/, from which the program builds an image of its own? {{word}} in its files is a random word.",
    ),
  steps: z.array(step).min(1).describe("What to read, in this order."),
  goals: z.array(goal).min(1).describe("What must be true in the end."),
  questions: z
    .array(question)
    .default([])
    .describe(
      "Questions about the learner's own image. They never change the verdict on it, unless a goal has a check of the type answer.",
    ),
  "one-way": words(10)
    .optional()
    .describe(
      "Why there is no other right way. A lab with goals about the image has two or more in alternatives/, or says this.",
    ),
  alternatives: z
    .record(id, alternative)
    .default({})
    .describe(
      "Other right answers by name, as edits, with files in alternatives/NAME/, or both. One that is only a folder need not be named.",
    ),
  wrong: z
    .record(id, wrong)
    .default({})
    .describe(
      "Wrong attempts by name: edits, files in wrong/NAME/, wrong answers, or all of them. At least two for each goal.",
    ),
});

/** A lab, as lab.yaml holds it. The one definition: types, messages and labs/lab.schema.json come from it. */
export const labSchema = lab.meta({
  title: "A lab of size-matters",
  description:
    "What a lab is called, what its learners read, what they must make true, and how it is proved.",
});

/** What lab.yaml says. */
export type LabFile = z.infer<typeof labSchema>;
export type Goal = LabFile["goals"][number];
export type Question = LabFile["questions"][number];

/** The schema for editors, as JSON. */
export function labJsonSchema(): object {
  return z.toJSONSchema(labSchema, { io: "input" });
}
