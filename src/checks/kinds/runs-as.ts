import { z } from "zod";
import type { Kind } from "../kind.ts";
import { met, notYet } from "../verdict.ts";

const options = z.strictObject({
  uid: z.int().nonnegative().optional().describe("The very number; without it anyone but root will do."),
});

declare module "../kind.ts" {
  interface CheckKinds {
    "runs-as": z.infer<typeof options>;
  }
}

/** Who the running process is, whatever the configuration says. */
export const runsAs: Kind<z.infer<typeof options>> = {
  says: "The app's first process runs as this user: the kernel is asked, not the image.",
  options,
  async judge({ uid }, subject) {
    const facts = await (await subject.app()).look([]);
    const expected = uid === undefined ? "not root" : `uid ${uid}`;
    const actual = facts.uid === 0 ? "uid 0, which is root" : `uid ${facts.uid}`;
    const where = "/proc/1/status in the running container";
    const evidence = { kind: "command", where, text: actual } as const;
    if (uid === undefined ? facts.uid !== 0 : facts.uid === uid) return met(expected, actual, [evidence]);
    return notYet(
      { expected, actual },
      [evidence],
      "USER in the final stage decides, and what the entrypoint does after it.",
    );
  },
};
