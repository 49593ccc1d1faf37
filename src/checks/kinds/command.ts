import { z } from "zod";
import type { Kind } from "../kind.ts";
import { isRegular } from "../regular.ts";
import { typed } from "../typed.ts";
import { type Evidence, met, notYet } from "../verdict.ts";

const options = z.strictObject({
  run: z
    .array(z.string())
    .min(1)
    .refine(([program]) => program !== "", "Name a program first")
    .describe("The command and its arguments; no shell is put in front."),
  exit: z.int().min(0).max(255).default(0).describe("The exit code that it must have."),
  prints: z
    .string()
    .min(1)
    .refine(isRegular, "Write a regular expression: ^Python 3\\.13")
    .optional()
    .describe("A regular expression that must match what it prints."),
});

declare module "../kind.ts" {
  interface CheckKinds {
    command: z.infer<typeof options>;
  }
}

const LAST_LINES = 5;

/** What a command does in the image. */
export const command: Kind<z.infer<typeof options>> = {
  says: "A command that is run in the image ends with this exit code and prints this.",
  options,
  async judge({ run, exit, prints }, subject) {
    const { exitCode, stdout, stderr } = await subject.command(run);
    const expected = `${typed(run)} ends with exit code ${exit}${prints ? ` and prints ${prints}` : ""}`;
    const evidence = evidenceOf(run, `${stdout}\n${stderr}`);
    const printsIt = prints === undefined || new RegExp(prints, "m").test(stdout);
    if (exitCode === exit && printsIt) return met(expected, `exit code ${exitCode}`, [evidence]);
    const [program = "", ...rest] = run;
    const byHand = ["docker", "run", "--rm", "--entrypoint", program, subject.image.tag, ...rest];
    const next =
      exitCode < 0
        ? "Is that program in the image, and in a folder of its PATH?"
        : "Type the command and read what it says.";
    return notYet({ expected, actual: wordsFor(exitCode, printsIt) }, [evidence], next, typed(byHand));
  },
};

/** A negative code is none of the program's: it was never started. */
function wordsFor(exitCode: number, printsIt: boolean): string {
  if (exitCode < 0) return "it could not be started";
  return `exit code ${exitCode}${printsIt ? "" : ", and it prints something else"}`;
}

function evidenceOf(run: readonly string[], printed: string): Evidence {
  const text = printed.trim().split("\n").slice(-LAST_LINES).join("\n");
  return { kind: "command", where: typed(run), text: text || "nothing was printed" };
}
