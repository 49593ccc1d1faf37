import { z } from "zod";
import type { ProcessFacts } from "../../context.ts";
import { endedBefore } from "../ended-app.ts";
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
  says: "The app's first process and the one that listens run as this user: the kernel is asked, not the image.",
  options,
  async judge({ uid }, subject) {
    const facts = await (await subject.app()).look([], "listener");
    const expected = uid === undefined ? "not root" : `uid ${uid}`;
    if ("ended" in facts) return endedBefore(expected, facts);
    const processes = [{ process: 1, uid: facts.uid }, ...facts.listeners];
    const wrong = processes.find((one) => (uid === undefined ? one.uid === 0 : one.uid !== uid));
    const actual = wrong ? told(wrong, facts) : named(facts.uid);
    const where = `/proc/${wrong?.process ?? 1}/status in the running container`;
    const evidence = { kind: "command", where, text: actual } as const;
    if (wrong === undefined) return met(expected, actual, [evidence]);
    const next =
      wrong.process === 1
        ? "USER in the final stage decides, and what the entrypoint does after it."
        : "No sudo, and no program with the setuid bit: start the app as the user that USER names.";
    return notYet({ expected, actual }, [evidence], next);
  },
};

function named(uid: number): string {
  return uid === 0 ? "uid 0, which is root" : `uid ${uid}`;
}

function told({ process, uid }: ProcessFacts["listeners"][number], first: ProcessFacts): string {
  if (process === 1) return named(uid);
  return `process 1 is ${named(first.uid)}, and process ${process}, which listens, is ${named(uid)}`;
}
