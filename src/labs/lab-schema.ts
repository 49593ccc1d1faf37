import { z } from "zod";
import { alternative, reference, start, wrong } from "./attempt-schema.ts";
import { goal, question } from "./goal-schema.ts";
import { id, words } from "./text-schema.ts";

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
  start: start
    .optional()
    .describe("What a learner begins with, made of a rung of the ladder, in place of start/Dockerfile."),
  reference: reference
    .optional()
    .describe("A right answer, made of a rung or of the start, in place of reference/Dockerfile."),
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
