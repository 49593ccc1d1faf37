import { z } from "zod";
import { counted } from "../counted.ts";
import type { Kind } from "../kind.ts";
import { evidenceOf, placesIn, wordsFor } from "../leak-words.ts";
import { notRead } from "../unread.ts";
import { type Evidence, met, notYet } from "../verdict.ts";

const options = z.strictObject({});

declare module "../kind.ts" {
  interface CheckKinds {
    "word-nowhere": z.infer<typeof options>;
  }
}

const EXPECTED = "the key is nowhere: no file of any layer, no history line, no setting";

/** That a key which came with the lab's start has left the image. */
export const wordNowhere: Kind<z.infer<typeof options>> = {
  says: "The lab's {{word}}, which plays a key in the start, is nowhere in the image, as canary-nowhere looks for the password.",
  options,
  async judge(_, subject) {
    const reading = await subject.reading();
    const found = placesIn(reading, "word");
    const [first] = found;
    if (first) {
      const actual = `the key is in ${counted(found.length, "place")}: ${wordsFor(first)}`;
      const [head, ...others] = found.slice(0, 3).map((leak) => evidenceOf(reading, leak)) as [Evidence];
      return notYet(
        { expected: EXPECTED, actual },
        [head, ...others],
        "Every copy of the image has it. Take it out, and let whoever starts a container bring it.",
        `docker image inspect -f '{{json .Config.Env}}' ${subject.image.tag}`,
      );
    }
    const [unread] = reading.skipped;
    return unread ? notRead(EXPECTED, unread) : met(EXPECTED, "nowhere");
  },
};
