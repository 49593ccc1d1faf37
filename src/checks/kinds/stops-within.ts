import { z } from "zod";
import type { EndedApp, Stopped } from "../../context.ts";
import { endedBefore } from "../ended-app.ts";
import type { Kind } from "../kind.ts";
import { commandLine, handsOver, shellLine } from "../process-one.ts";
import type { Reading, Subject } from "../subject.ts";
import { couldNotCheck, met, notYet } from "../verdict.ts";

/** The engine's own patience: after it the process is killed. */
const GRACE_SECONDS = 10;

const options = z.strictObject({
  seconds: z
    .number()
    .positive()
    .max(GRACE_SECONDS)
    .default(2)
    .describe("How long the app may take after docker stop."),
});

declare module "../kind.ts" {
  interface CheckKinds {
    "stops-within": z.infer<typeof options>;
  }
}

/** That the app ends when it is asked to. */
export const stopsWithin: Kind<z.infer<typeof options>> = {
  says: "The app ends by itself soon after docker stop, and is not killed.",
  options,
  async judge({ seconds }, subject) {
    const expected = `it ends by itself within ${seconds} s`;
    const stopped = await stoppedOnce(subject);
    if ("ended" in stopped) return endedBefore(expected, stopped);
    if (stopped.exitCode < 0)
      return couldNotCheck(expected, "the container went away by itself", "Check again.");
    const taken = stopped.seconds.toFixed(1);
    const actual = `${stopped.killed ? "killed" : "ended"} after ${taken} s, exit code ${stopped.exitCode}`;
    if (!stopped.killed && stopped.seconds <= seconds) return met(expected, actual);
    return notYet(
      { expected, actual },
      [{ kind: "command", where: "docker stop", text: actual }],
      nextFor(stopped.killed, await subject.reading()),
      `docker stop -t ${GRACE_SECONDS} CONTAINER`,
    );
  },
};

const STOPPED = new WeakMap<Subject, Promise<Stopped | EndedApp>>();

/** Stops the app for all who ask. What has ended before cannot be stopped. */
function stoppedOnce(subject: Subject): Promise<Stopped | EndedApp> {
  const stop = async () => {
    const seen = await (await subject.app()).look([]);
    return "ended" in seen ? seen : subject.stop(GRACE_SECONDS);
  };
  const stopping = STOPPED.get(subject) ?? stop();
  STOPPED.set(subject, stopping);
  return stopping;
}

function nextFor(isKilled: boolean, { image }: Reading): string {
  if (!isKilled) return "It heard the signal, and took its time: what does it wait for?";
  const line = shellLine(commandLine(image));
  if (line !== null && !handsOver(line))
    return "A shell is process 1, and drops the signal. Write CMD as a list, so that the program is.";
  return "Process 1 has no handler for the signal, so the kernel drops it. Set one that the program knows: STOPSIGNAL SIGINT";
}
