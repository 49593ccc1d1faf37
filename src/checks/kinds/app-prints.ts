import { z } from "zod";
import type { Printed } from "../../context.ts";
import { endedBefore } from "../ended-app.ts";
import type { Kind } from "../kind.ts";
import { isRegular } from "../regular.ts";
import { type Evidence, type Judgement, met, notYet } from "../verdict.ts";

const options = z
  .strictObject({
    line: z
      .string()
      .min(1)
      .refine(isRegular, "Write a regular expression: ^(?<host>\\S+): .+ uid (?<uid>\\d+)$")
      .describe(
        "A regular expression for a line that the app prints while it runs. A group named uid must be the number that the kernel knows, one named host the name of the container's machine: so no line can be written beforehand.",
      ),
    like: z.string().min(1).describe("Such a line, for the learner to read."),
  })
  .refine(({ line, like }) => !isRegular(line) || new RegExp(line).test(like), {
    error: "The regular expression does not match this line.",
    path: ["like"],
  });

declare module "../kind.ts" {
  interface CheckKinds {
    "app-prints": z.infer<typeof options>;
  }
}

/** What an app without a page prints. */
export const appPrints: Kind<z.infer<typeof options>> = {
  says: "The app, started as the image says, prints such a line and goes on.",
  options,
  async judge({ line, like }, subject) {
    const wanted = new RegExp(line);
    const app = await subject.app();
    const printed = await app.prints(wanted);
    const expected = `it goes on and prints lines like "${like}"`;
    const missed = problemWith(printed);
    const byHand = `docker run --rm --init ${subject.image.tag}`;
    if (missed) return notYet({ expected, actual: missed }, [evidenceOf(printed)], nextFor(printed), byHand);
    const { uid, host } = wanted.exec(printed.line ?? "")?.groups ?? {};
    if (host !== undefined && host !== printed.host)
      return another(expected, printed, "name", host, printed.host);
    if (uid === undefined) return met(expected, printed.line ?? "", [evidenceOf(printed)]);
    const seen = await app.look([]);
    if ("ended" in seen) return endedBefore(expected, seen);
    const kernels = seen.uid;
    if (uid !== String(kernels)) return another(expected, printed, "uid", uid, String(kernels));
    return met(expected, printed.line ?? "", [evidenceOf(printed)]);
  },
};

function problemWith({ line, log, running }: Printed): string | null {
  if (line === null && running) return "it prints other lines";
  if (line === null)
    return log === "" ? "it ended, and printed nothing" : `it ended: ${log.split("\n").at(-1)}`;
  return running ? null : "it printed the line, and ended";
}

function evidenceOf({ log }: Printed): Evidence {
  return { kind: "app", where: "the container's log", text: log || "the app printed nothing" };
}

function nextFor({ log }: Printed): string {
  const last = log.split("\n").at(-1);
  return last ? `Read what it printed last: ${last}` : "Start it by hand and look.";
}

/** The line was made up: nobody asked the system. */
function another(expected: string, printed: Printed, what: string, said: string, real: string): Judgement {
  return notYet(
    { expected, actual: `it prints the ${what} ${said}, and the kernel says ${real}` },
    [evidenceOf(printed)],
    "Let the program itself ask the system, as main.go does.",
  );
}
