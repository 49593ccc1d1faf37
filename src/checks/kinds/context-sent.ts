import { z } from "zod";
import { formatBytes } from "../../figures.ts";
import { counted } from "../counted.ts";
import type { Kind } from "../kind.ts";
import { matcherOf, paths } from "../paths.ts";
import { fewOf } from "../places.ts";
import { bytesOf, size } from "../sizes.ts";
import type { SentContext } from "../subject.ts";
import { type Judgement, met, notYet } from "../verdict.ts";

const options = z
  .strictObject({
    "at-most": size.optional().describe("How many bytes may be sent: 1MB."),
    planted: z
      .boolean()
      .default(true)
      .describe("None of the files that are planted for it arrives: .env, .aws, .ssh, .git."),
    present: paths.optional().describe("What must arrive; `*` is a part of a name, `**` any folders."),
  })
  .refine(
    ({ "at-most": most, planted, present }) => most !== undefined || planted || present !== undefined,
    "Say how much may be sent, that nothing planted arrives, or what must arrive",
  );

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
      ...(most ? [`at most ${formatBytes(bytesOf(most))} sent`] : []),
      ...(planted ? ["no planted secret"] : []),
      ...present.map((path) => `with ${path}`),
    ].join(", ");
    if (planted && sent.planted.length > 0) return cameThrough(expected, sent);
    const missing = present.filter((pattern) => !sent.paths.some(matcherOf([pattern])));
    if (sent.paths.length === 0 || missing.length > 0) return leftOut(expected, sent, missing);
    const actual = `${formatBytes(sent.bytes)} in ${counted(sent.paths.length, "file")}`;
    if (most === undefined || sent.bytes <= bytesOf(most)) return met(expected, actual);
    return notYet(
      { expected, actual },
      [{ kind: "file", where: ".dockerignore", text: `among others it lets through: ${fewOf(sent.paths)}` }],
      "Leave out what no COPY needs.",
    );
  },
};

function cameThrough(expected: string, { planted }: SentContext): Judgement {
  const below = planted.find((path) => path.includes("/") && !path.startsWith("."));
  const where = below ?? planted[0] ?? "";
  const hint = below
    ? " Patterns start at the context's root; **/ stands for any folder, and the last line that fits a path decides."
    : "";
  return notYet(
    { expected, actual: `${fewOf(planted)} came through` },
    [{ kind: "file", where, text: "It was planted for this check, and a COPY . . would ship it." }],
    `Name it in .dockerignore.${hint}`,
  );
}

function leftOut(expected: string, { paths: sent }: SentContext, missing: readonly string[]): Judgement {
  const [actual, next] =
    sent.length === 0
      ? ["Nothing is left to copy.", "Let the app through: .dockerignore leaves out everything."]
      : [`not sent: ${fewOf(missing)}`, "Let it through: a line of .dockerignore leaves it out."];
  const text = sent.length === 0 ? "nothing is sent" : `${counted(sent.length, "file is", "files are")} sent`;
  return notYet({ expected, actual }, [{ kind: "file", where: ".dockerignore", text }], next);
}
