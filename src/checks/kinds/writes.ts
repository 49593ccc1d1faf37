import { z } from "zod";
import type { ProcessFacts } from "../../context.ts";
import { foldersWith, looseCode, packageFolders } from "../code-folders.ts";
import { endedBefore } from "../ended-app.ts";
import type { Kind } from "../kind.ts";
import type { Subject } from "../subject.ts";
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

type Options = z.infer<typeof options>;

/** What the running process may write. */
export const writes: Kind<Options> = {
  says: "The app's process may write its data, and not its code.",
  options,
  async judge(wanted, subject) {
    const { may, not, loose, hasCode } = await asked(wanted, subject);
    const expected = [...may.map((path) => `may write ${path}`), ...not.map((path) => `not ${path}`)].join(
      ", ",
    );
    if (!hasCode) return noCode(expected, wanted.code);
    const facts = await (await subject.app()).look(unique([...may, ...not, ...loose]), "listener");
    if ("ended" in facts) return endedBefore(expected, facts);
    const { writable, listeners } = facts;
    const uid = listeners[0]?.uid ?? facts.uid;
    const open = unique([...not, ...loose]).filter((path) => writable[path] === true);
    const wrong = wrongIn(wanted, writable, open);
    if (wrong === "") return met(expected, "so it is");
    return notYet(
      { expected, actual: wrong },
      [{ kind: "command", where: "access(2) as the app's user", text: `uid ${uid}: ${wrong}` }],
      nextFor(uid, open),
    );
  },
};

/** Which paths are asked about: the lab's, the app's code and its packages wherever they lie, and what of them is loose. */
async function asked(
  { may, not, code, "not-packages": notPackages }: Options,
  subject: Pick<Subject, "reading">,
): Promise<{ may: string[]; not: string[]; loose: string[]; hasCode: boolean }> {
  if (code.length === 0 && !notPackages) return { may, not, loose: [], hasCode: true };
  const reading = await subject.reading();
  const ofApp = code.length > 0 ? foldersWith(reading, code) : [];
  const found = [...ofApp, ...(notPackages ? packageFolders(reading) : [])];
  const loose = looseCode(reading, found, may);
  return { may, not: unique([...not, ...found]), loose, hasCode: code.length === 0 || ofApp.length > 0 };
}

/** What is not as it should be, in one line; empty when all is. */
function wrongIn({ may, not }: Options, writable: ProcessFacts["writable"], open: readonly string[]): string {
  return [
    ...[...may, ...not]
      .filter((path) => typeof writable[path] !== "boolean")
      .map((path) => `${path} is not there`),
    ...may.filter((path) => writable[path] === false).map((path) => `${path} cannot be written`),
    ...open.slice(0, MOST_NAMED).map((path) => `${path} can be written`),
    ...(open.length > MOST_NAMED ? [`and ${open.length - MOST_NAMED} more`] : []),
  ].join("; ");
}

function unique(paths: readonly string[]): string[] {
  return [...new Set(paths)];
}

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
