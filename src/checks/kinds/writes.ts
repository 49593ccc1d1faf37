import { posix } from "node:path";
import { z } from "zod";
import type { Kind } from "../kind.ts";
import type { Reading } from "../subject.ts";
import { met, notYet } from "../verdict.ts";

const absolute = z.array(z.string().startsWith("/", "Write the path with its slash: /app/data"));

const options = z
  .strictObject({
    may: absolute.default([]).describe("Paths that the app's process may write."),
    not: absolute.default([]).describe("Paths that it may not write. They must be there."),
    "not-packages": z
      .boolean()
      .default(false)
      .describe("Nor the folders that Python packages lie in, wherever that is: they are code, too."),
  })
  .refine(({ may, not }) => may.length + not.length > 0, "Say what the app may write, or may not");

declare module "../kind.ts" {
  interface CheckKinds {
    writes: z.infer<typeof options>;
  }
}

/** What the running process may write. */
export const writes: Kind<z.infer<typeof options>> = {
  says: "The app's process may write its data, and not its code.",
  options,
  async judge({ may, not: named, "not-packages": notPackages }, subject) {
    const not = notPackages ? [...named, ...packageFolders(await subject.reading())] : named;
    const { uid, writable } = await (await subject.app()).look([...may, ...not]);
    const isThere = (path: string) => typeof writable[path] === "boolean";
    const open = not.filter((path) => writable[path] === true);
    const wrong = [
      ...[...may, ...not].filter((path) => !isThere(path)).map((path) => `${path} is not there`),
      ...may.filter((path) => writable[path] === false).map((path) => `${path} cannot be written`),
      ...open.map((path) => `${path} can be written`),
    ].join("; ");
    const expected = [...may.map((path) => `may write ${path}`), ...not.map((path) => `not ${path}`)].join(
      ", ",
    );
    if (wrong === "") return met(expected, "so it is");
    return notYet(
      { expected, actual: wrong },
      [{ kind: "command", where: "access(2) as the app's user", text: `uid ${uid}: ${wrong}` }],
      nextFor(uid, open),
    );
  },
};

/** Where Python finds what is installed: beside what a package says of itself, which is a folder or a file. */
function packageFolders({ packages }: Reading): string[] {
  const installed = packages.filter(({ type, removed }) => type === "python" && !removed);
  const metadata = installed.map(({ path }) => path.replace(/\/(METADATA|PKG-INFO)$/, ""));
  return [...new Set(metadata.map((path) => `/${posix.dirname(path)}`))];
}

function nextFor(uid: number, open: readonly string[]): string {
  if (open.length > 0 && uid === 0) return "Root may write everything: name another user with USER.";
  if (open.length > 0)
    return "Copy the code without --chown, so that it belongs to root and the app can only read it.";
  return "Make the folder with its owner in one step: install -d -o 1001 -g 1001 /app/data, or COPY --chown.";
}
