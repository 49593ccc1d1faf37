import { z } from "zod";
import type { Kind } from "../kind.ts";
import { met, notYet } from "../verdict.ts";

const absolute = z.array(z.string().startsWith("/"));

const options = z.strictObject({
  may: absolute.default([]).describe("Paths that the app's process may write."),
  not: absolute.default([]).describe("Paths that it may not write."),
});

declare module "../kind.ts" {
  interface CheckKinds {
    writes: z.infer<typeof options>;
  }
}

/** What the running process may write. */
export const writes: Kind<z.infer<typeof options>> = {
  says: "The app's process may write its data, and not its code.",
  options,
  async judge({ may, not }, subject) {
    const { uid, writable } = await (await subject.app()).look([...may, ...not]);
    const wrong = [
      ...may
        .filter((path) => writable[path] !== true)
        .map((path) => `${path} ${writable[path] === null ? "is not there" : "cannot be written"}`),
      ...not.filter((path) => writable[path] === true).map((path) => `${path} can be written`),
    ];
    const expected = [...may.map((path) => `may write ${path}`), ...not.map((path) => `not ${path}`)].join(
      ", ",
    );
    if (wrong.length === 0) return met(expected, "so it is");
    return notYet(
      { expected, actual: wrong.join("; ") },
      [{ kind: "command", where: "access(2) as the app's user", text: `uid ${uid}: ${wrong.join("; ")}` }],
      "Make the folder with its owner in one step: install -d -o 1001 -g 1001 /app/data, or COPY --chown.",
    );
  },
};
