import { z } from "zod";
import { counted } from "../counted.ts";
import type { Kind } from "../kind.ts";
import { evidenceOf, NEXT_FOR, placesIn, wordsFor } from "../leak-words.ts";
import { lentBuildFailed } from "../lent-build.ts";
import type { LentBuild, Reading } from "../subject.ts";
import { notRead } from "../unread.ts";
import { type Evidence, type Judgement, met, notYet } from "../verdict.ts";

const options = z.strictObject({
  lent: z
    .boolean()
    .default(false)
    .describe(
      "Builds once more with a password that is valid once, and without the build argument; each step that is lent a secret is done anew. Looks for that password, too, also in the build's output.",
    ),
});

declare module "../kind.ts" {
  interface CheckKinds {
    "canary-nowhere": z.infer<typeof options>;
  }
}

const EXPECTED = "the token is nowhere: no file of any layer, no history line, no setting";

/** That the password of the private feed is nowhere in the image. */
export const canaryNowhere: Kind<z.infer<typeof options>> = {
  says: "The feed's password is nowhere in the image: deleted files, history, environment, labels, encoded or packed.",
  options,
  async judge({ lent }, subject) {
    const { tag, printed } = subject.image;
    const own = await subject.reading();
    const found = foundIn(own, `size-matters inspect ${tag} --leaks`) ?? printedBy(printed);
    if (found) return found;
    const again = lent ? judgeLent(await subject.lentBuild()) : null;
    const [unread] = own.skipped;
    return again ?? (unread ? notRead(EXPECTED, unread) : met(EXPECTED, "nowhere"));
  },
};

function judgeLent(build: LentBuild): Judgement | null {
  const found = (build.reading && foundIn(build.reading, null)) ?? printedBy(build.printed);
  if (found) return { ...found, actual: `built with another password: ${found.actual}` };
  if (!build.reading) return lentBuildFailed(EXPECTED, build);
  const [unread] = build.reading.skipped;
  return unread ? notRead(EXPECTED, unread) : null;
}

function foundIn(reading: Reading, command: string | null): Judgement | null {
  const found = placesIn(reading);
  const [first] = found;
  if (!first) return null;
  const actual = `found in ${counted(found.length, "place")}: ${wordsFor(first)}`;
  const [head, ...others] = found.slice(0, 3).map((leak) => evidenceOf(reading, leak)) as [Evidence];
  return notYet({ expected: EXPECTED, actual }, [head, ...others], NEXT_FOR[first.place], command);
}

function printedBy([line]: readonly string[]): Judgement | null {
  if (line === undefined) return null;
  return notYet(
    {
      rule: "canary-in-output",
      expected: "the build's output does not show the token",
      actual: "the build printed it",
    },
    [{ kind: "builder", where: "the build's output", text: line }],
    "BuildKit does not mask what a RUN prints: no set -x, no echo, no tool that repeats its settings.",
  );
}
