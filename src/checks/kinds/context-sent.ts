import { z } from "zod";
import { formatBytes, parseBytes } from "../../figures.ts";
import type { Kind } from "../kind.ts";
import { matcherOf, paths } from "../paths.ts";
import { fewOf } from "../places.ts";
import { met, notYet } from "../verdict.ts";

const options = z.strictObject({
  "at-most": z
    .string()
    .refine((text) => parseBytes(text) !== null, "Write a size: 1MB")
    .optional()
    .describe("How many bytes may be sent."),
  planted: z
    .boolean()
    .default(true)
    .describe("None of the files that are planted for it arrives: .env, .aws, .ssh, .git."),
  present: paths.optional().describe("What must arrive."),
});

declare module "../kind.ts" {
  interface CheckKinds {
    "context-sent": z.infer<typeof options>;
  }
}

/** What the builder gets of the folder. */
export const contextSent: Kind<z.infer<typeof options>> = {
  says: "What COPY . / would bring is small enough, has the app, and none of the secrets that were planted beside it.",
  options,
  async judge({ "at-most": most, planted, present = [] }, subject) {
    const sent = await subject.context();
    const expected = [
      ...(most ? [`at most ${most} sent`] : []),
      ...(planted ? ["no planted secret"] : []),
      ...present.map((path) => `with ${path}`),
    ].join(", ");
    const actual = `${formatBytes(sent.bytes)} in ${sent.paths.length} files`;
    const first = sent.planted[0];
    if (planted && first) {
      const hint =
        first.includes("/") && !first.startsWith(".")
          ? " A pattern starts at the context's root; **/ is any folder."
          : "";
      return notYet(
        { expected, actual: `${fewOf(sent.planted)} came through` },
        [
          {
            kind: "file",
            where: first,
            text: "It was planted for this check, and a COPY . . would ship it.",
          },
        ],
        `Name it in .dockerignore.${hint}`,
      );
    }
    const missing = present.filter((pattern) => !sent.paths.some(matcherOf([pattern])));
    if (missing.length > 0) {
      return notYet(
        { expected, actual: `not sent: ${fewOf(missing)}` },
        [{ kind: "file", where: ".dockerignore", text: `${sent.paths.length} files are sent` }],
        "Nothing is left to copy: let the app through.",
      );
    }
    if (most === undefined || sent.bytes <= (parseBytes(most) ?? 0)) return met(expected, actual);
    const text = fewOf(sent.paths);
    return notYet(
      { expected, actual },
      [{ kind: "file", where: ".dockerignore", text }],
      "Leave out what no COPY needs.",
    );
  },
};
