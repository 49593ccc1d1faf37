import { z } from "zod";
import type { Kind } from "../kind.ts";
import { met, notYet } from "../verdict.ts";

const options = z.strictObject({
  seconds: z.number().positive().default(2).describe("How long the app may take after docker stop."),
});

declare module "../kind.ts" {
  interface CheckKinds {
    "stops-within": z.infer<typeof options>;
  }
}

/** The engine's own patience: after it the process is killed. */
const GRACE_SECONDS = 10;

/** That the app ends when it is asked to. */
export const stopsWithin: Kind<z.infer<typeof options>> = {
  says: "The app ends by itself soon after docker stop, and is not killed.",
  options,
  async judge({ seconds }, subject) {
    const stopped = await subject.stop(GRACE_SECONDS);
    const expected = `it ends by itself within ${seconds} s`;
    const actual = `${stopped.killed ? "killed" : "ended"} after ${stopped.seconds.toFixed(1)} s, exit code ${stopped.exitCode}`;
    if (!stopped.killed && stopped.seconds <= seconds) return met(expected, actual);
    return notYet(
      { expected, actual },
      [{ kind: "command", where: "docker stop", text: actual }],
      "Process 1 gets no signal that it has no handler for: the exec form and a STOPSIGNAL that the program knows.",
      `docker stop -t ${GRACE_SECONDS} CONTAINER`,
    );
  },
};
