import { z } from "zod";
import type { Kind } from "../kind.ts";
import { commandLine, handsOver, shellLine } from "../process-one.ts";
import { met, notYet } from "../verdict.ts";

const options = z.strictObject({
  form: z
    .enum(["exec", "shell"])
    .describe("`exec`: the program itself is process 1; `shell`: a shell starts it."),
});

declare module "../kind.ts" {
  interface CheckKinds {
    "command-form": z.infer<typeof options>;
  }
}

/** Whether a shell stands between the engine and the program. */
export const commandForm: Kind<z.infer<typeof options>> = {
  says: "CMD and ENTRYPOINT start the program itself, or by way of a shell.",
  options,
  async judge({ form }, subject) {
    const { image } = await subject.reading();
    const words = commandLine(image);
    const line = shellLine(words);
    const expected = form === "exec" ? "a program, without a shell" : "a shell that starts the program";
    const actual = words.length > 0 ? JSON.stringify(words) : "no command at all";
    const where = image.entrypoint?.length ? "Config.Entrypoint and Config.Cmd" : "Config.Cmd";
    const evidence = { kind: "config", where, text: actual } as const;
    // A shell that ends in exec has made room for the program: that is process 1.
    const right = form === "exec" ? line === null || handsOver(line) : line !== null;
    if (words.length > 0 && right) return met(expected, actual, [evidence]);
    return notYet({ expected, actual }, [evidence], form === "exec" ? asList(line) : asLine(words));
  },
};

function asList(line: string | null): string {
  const isPlain = line !== null && /^[\w@%+=:,./-]+( [\w@%+=:,./-]+)*$/.test(line);
  const example = isPlain
    ? JSON.stringify(line.split(" ")).replaceAll(",", ", ")
    : '["python", "cat_app/app.py"]';
  return `Write it as a list, each word in quotes: CMD ${example}`;
}

function asLine(words: readonly string[]): string {
  return `Write it without brackets: CMD ${words.length > 0 ? words.join(" ") : "python cat_app/app.py"}`;
}
