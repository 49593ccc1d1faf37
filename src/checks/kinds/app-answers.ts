import { z } from "zod";
import { logEvidence, PAGE, problemOf } from "../app-log.ts";
import type { Kind } from "../kind.ts";
import { met, notYet } from "../verdict.ts";

const options = z.strictObject({
  text: z.string().min(1).default(PAGE.heading).describe("What the page's heading must say."),
  port: z.int().min(1).max(65_535).default(PAGE.port).describe("Where the app listens."),
});

declare module "../kind.ts" {
  interface CheckKinds {
    "app-answers": z.infer<typeof options>;
  }
}

/** That the app works: its page shows a picture that the cat service handed out for this very request. */
export const appAnswers: Kind<z.infer<typeof options>> = {
  says: "A container of the image answers on its port, asked from inside the network, with a page that cannot be faked.",
  options,
  async judge({ text, port }, subject) {
    const answer = await (await subject.app()).answer({ heading: text, port });
    const expected = `a page on port ${port} with "${text}" and a fresh picture`;
    if (answer.answers) return met(expected, "so it is");
    const last = answer.log.trim().split("\n").at(-1);
    return notYet(
      { expected, actual: `the app does not answer as it should: ${problemOf(answer)}` },
      [logEvidence(answer)],
      last ? `Read what it printed last: ${last}` : "Start it by hand and look.",
      `docker run --rm ${subject.image.tag}`,
    );
  },
};
