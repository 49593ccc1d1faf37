import { z } from "zod";
import type { Kind } from "../kind.ts";
import { met, notYet } from "../verdict.ts";

const options = z.strictObject({
  run: z.array(z.string()).min(1).describe("The command and its arguments; no shell is put in front."),
  exit: z.int().default(0).describe("The exit code that it must have."),
  prints: z.string().optional().describe("A regular expression that must match what it prints."),
});

declare module "../kind.ts" {
  interface CheckKinds {
    command: z.infer<typeof options>;
  }
}

/** What a command does in the image. */
export const command: Kind<z.infer<typeof options>> = {
  says: "A command that is run in the image ends with this exit code and prints this.",
  options,
  async judge({ run, exit, prints }, subject) {
    const { exitCode, stdout } = await subject.command(run);
    const expected = `${run.join(" ")} ends with ${exit}${prints ? ` and prints ${prints}` : ""}`;
    const said = stdout.trim().split("\n").slice(-5).join("\n");
    const evidence = { kind: "command", where: run.join(" "), text: said || "nothing was printed" } as const;
    const isRight = exitCode === exit && (prints === undefined || new RegExp(prints, "m").test(stdout));
    if (isRight) return met(expected, `exit code ${exitCode}`, [evidence]);
    const typed = `docker run --rm --entrypoint ${run[0]} ${[subject.image.tag, ...run.slice(1)].join(" ")}`;
    return notYet(
      { expected, actual: `exit code ${exitCode}` },
      [evidence],
      "Type the command and read what it says.",
      typed,
    );
  },
};
