import { z } from "zod";
import { foldersWith, looseCode, packageFolders } from "../code-folders.ts";
import type { Kind } from "../kind.ts";
import { couldNotCheck, type Judgement, met, notYet } from "../verdict.ts";

const absolute = z.array(z.string().startsWith("/", "Write the path with its slash: /app/data"));

const options = z
  .strictObject({
    may: absolute.default([]).describe("Paths that the app's process may write."),
    not: absolute.default([]).describe("Paths that it may not write. They must be there."),
    code: z
      .array(z.string().min(1))
      .default([])
      .describe("Nor any folder that has all these files, and the code in it: the app's, wherever it lies."),
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
  async judge({ may, not: named, code, "not-packages": notPackages }, subject) {
    const reading = code.length > 0 || notPackages ? await subject.reading() : null;
    const ofApp = reading && code.length > 0 ? foldersWith(reading, code) : [];
    const ofPackages = reading && notPackages ? packageFolders(reading) : [];
    const not = [...new Set([...named, ...ofApp, ...ofPackages])];
    const expected = [...may.map((path) => `may write ${path}`), ...not.map((path) => `not ${path}`)].join(
      ", ",
    );
    if (code.length > 0 && ofApp.length === 0) return noCode(expected, code);
    const loose = reading ? looseCode(reading, [...ofApp, ...ofPackages]) : [];
    const { uid, writable } = await (await subject.app()).look([...new Set([...may, ...not, ...loose])]);
    const open = [...new Set([...not, ...loose])].filter((path) => writable[path] === true);
    const absent = [...may, ...named].filter((path) => typeof writable[path] !== "boolean");
    const wrong = [
      ...absent.map((path) => `${path} is not there`),
      ...may.filter((path) => writable[path] === false).map((path) => `${path} cannot be written`),
      ...open.slice(0, MOST_NAMED).map((path) => `${path} can be written`),
      ...(open.length > MOST_NAMED ? [`and ${open.length - MOST_NAMED} more`] : []),
    ].join("; ");
    if (wrong === "") return met(expected, "so it is");
    return notYet(
      { expected, actual: wrong },
      [{ kind: "command", where: "access(2) as the app's user", text: `uid ${uid}: ${wrong}` }],
      nextFor(uid, open),
    );
  },
};

const MOST_NAMED = 6;

function noCode(expected: string, code: readonly string[]): Judgement {
  const why = `the app's code was not found: no folder has ${code.join(" and ")}`;
  return couldNotCheck(expected, why, "Copy the app's files as they are, into any folder.");
}

function nextFor(uid: number, open: readonly string[]): string {
  if (open.length > 0 && uid === 0) return "Root may write everything: name another user with USER.";
  if (open.length > 0)
    return "Copy the code without --chown, so that it belongs to root and the app can only read it.";
  return "Make the folder with its owner in one step: install -d -o 1001 -g 1001 /app/data, or COPY --chown.";
}
