import { z } from "zod";
import { id, words } from "./text-schema.ts";

const edit = z.strictObject({
  in: words(1).default("Dockerfile").describe("The file, by its path in the build context."),
  find: z.string().min(1).describe("A text that occurs in it once."),
  put: z.string().describe("What stands there instead."),
});

const made = z
  .array(
    z.strictObject({
      file: words(1).describe("The file, by its path in the build context."),
      run: z
        .array(z.string().min(1))
        .min(2)
        .describe("What is typed behind `size-matters run`, without the image: [syft, -o, spdx-json]."),
    }),
  )
  .default([])
  .describe(
    "Files that hold what a tool prints of the image of these files: it is built, and then they are made.",
  );

const rung = z.int().min(0).max(99);

/** The files that a lab begins with. */
export const start = z.strictObject({
  rung: rung.describe("The rung of the ladder whose Dockerfile it is."),
  edits: z
    .array(edit)
    .default([])
    .describe("What the start changes in it, and in files of start/ or the app."),
});

/** The files that meet every goal. */
export const reference = z.strictObject({
  rung: rung
    .optional()
    .describe("The rung of the ladder whose Dockerfile it is. Without it, the start's with the edits."),
  edits: z.array(edit).default([]).describe("What the reference changes in it, and in files that are there."),
  made,
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
  made,
};

/** Another right answer. */
export const alternative = z.strictObject(attempt);

/** A wrong answer, and what its author must read. */
export const wrong = z.strictObject({
  ...attempt,
  goal: id.describe("The goal that this attempt must miss."),
  rule: words(1).describe("The check, or the rule of it, that must say so."),
  says: words(5).describe("A part of what the learner must then read."),
  answers: z
    .record(id, z.string())
    .default({})
    .describe("Answers that are given, by question; all others are right."),
});
