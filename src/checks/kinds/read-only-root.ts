import { z } from "zod";
import type { Kind } from "../kind.ts";
import { met, notYet } from "../verdict.ts";

const options = z.strictObject({
  writable: z
    .array(z.string().startsWith("/"))
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
    const expected = "an answer on a read-only root file system";
    if (answer.answers) return met(expected, "so it is");
    return notYet(
      { expected, actual: answer.problem ?? "no answer" },
      [{ kind: "app", where: "the container's log", text: answer.log.trim() || "the app printed nothing" }],
      `Let it write only into ${writable.join(", ")}.`,
      `docker run --rm --read-only ${writable.map((path) => `--tmpfs ${path}`).join(" ")} ${subject.image.tag}`,
    );
  },
};
