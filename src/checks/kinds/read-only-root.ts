import { z } from "zod";
import { logEvidence, PAGE, problemOf } from "../app-log.ts";
import type { Kind } from "../kind.ts";
import { typed } from "../typed.ts";
import { met, notYet } from "../verdict.ts";

const options = z.strictObject({
  writable: z
    .array(z.string().regex(/^\/./, "Write a folder with its slash, and not the root itself: /tmp"))
    .default(["/tmp"])
    .describe("Folders that lie in memory instead."),
});

declare module "../kind.ts" {
  interface CheckKinds {
    "read-only-root": z.infer<typeof options>;
  }
}

/** That the app works where nothing can be written. */
export const readOnlyRoot: Kind<z.infer<typeof options>> = {
  says: "The app answers also where its root file system cannot be written.",
  options,
  async judge({ writable }, subject) {
    const answer = await subject.readOnlyApp(writable);
    const expected = "an answer on a root file system that cannot be written";
    if (answer.answers) return met(expected, "so it is");
    const plain = await (await subject.app()).answer(PAGE);
    const folders = writable.flatMap((path) => ["--tmpfs", path]);
    return notYet(
      {
        expected,
        actual: `${problemOf(answer)}${plain.answers ? "" : ", and no better where it can write"}`,
      },
      [logEvidence(answer)],
      nextFor(plain.answers, writable),
      typed(["docker", "run", "--rm", "--read-only", ...folders, subject.image.tag]),
    );
  },
};

function nextFor(answers: boolean, writable: readonly string[]): string {
  if (!answers) return "Mend the app first: it does not answer in any container.";
  return writable.length > 0
    ? `Let it write only into ${writable.join(", ")}.`
    : "Let it write nothing at all.";
}
