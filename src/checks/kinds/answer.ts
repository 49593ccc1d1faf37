import { z } from "zod";
import type { Kind } from "../kind.ts";
import { typed } from "../typed.ts";
import { met, notYet } from "../verdict.ts";

const options = z.strictObject({
  question: z.string().min(1).describe("The id of one of the lab's questions."),
});

declare module "../kind.ts" {
  interface CheckKinds {
    answer: z.infer<typeof options>;
  }
}

/** That a question was answered, rightly for the image as it is now. */
export const answer: Kind<z.infer<typeof options>> = {
  says: "A question of the lab was answered rightly.",
  options,
  async judge({ question }, subject) {
    const judged = await subject.answered(question);
    const expected = `a right answer to "${question}"`;
    if (judged?.right) return met(expected, "answered");
    const command = typed(["size-matters", "answer", question, "VALUE"]);
    if (judged === null) {
      const evidence = {
        kind: "command",
        where: "your answers",
        text: `none to "${question}" so far`,
      } as const;
      return notYet({ expected, actual: "not answered" }, [evidence], "Look it up, and answer.", command);
    }
    const { says, look } = judged;
    const evidence = { kind: "command", where: `your answer to "${question}"`, text: says } as const;
    return notYet({ expected, actual: says }, [evidence], look.text, look.command ?? command);
  },
};
