import { z } from "zod";
import type { Kind } from "../kind.ts";
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

const SHELL = /(^|\/)(ba|da|a|z)?sh$/;

/** Whether a shell stands between the engine and the program. */
export const commandForm: Kind<z.infer<typeof options>> = {
  says: "CMD and ENTRYPOINT start the program itself, or by way of a shell.",
  options,
  async judge({ form }, subject) {
    const { cmd, entrypoint } = (await subject.reading()).image;
    const line = [...(entrypoint ?? []), ...(cmd ?? [])];
    const isShell = SHELL.test(line[0] ?? "") && line[1] === "-c";
    const expected = form === "exec" ? "a program, without a shell" : "a shell that starts the program";
    const actual = line.length > 0 ? JSON.stringify(line) : "no command at all";
    const evidence = { kind: "config", where: "Config.Cmd", text: actual } as const;
    if (line.length > 0 && isShell === (form === "shell")) return met(expected, actual, [evidence]);
    const next =
      form === "exec"
        ? 'Write it as a list, each word in quotes: CMD ["python", "cat_app/app.py"]'
        : "Write it without brackets: CMD python cat_app/app.py";
    return notYet({ expected, actual }, [evidence], next);
  },
};
