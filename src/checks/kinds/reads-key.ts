import { posix } from "node:path";
import { z } from "zod";
import type { KeyUse } from "../../context.ts";
import { logEvidence, problemOf } from "../app-log.ts";
import type { Kind } from "../kind.ts";
import { fewOf } from "../places.ts";
import { type Evidence, type Judgement, met, notYet } from "../verdict.ts";

const options = z.strictObject({
  variable: z
    .string()
    .min(1)
    .default("CAT_API_KEY_FILE")
    .describe("The variable of the image that names the file with the key."),
  path: z
    .string()
    .regex(/^\/.+\//, "Write a file in a folder, with its slash: /run/secrets/cat-api-key")
    .default("/run/secrets/cat-api-key")
    .describe("The file, where the image has no such variable."),
  uid: z.int().nonnegative().default(1001).describe("Who owns the file, and alone may read it."),
});

declare module "../kind.ts" {
  interface CheckKinds {
    "reads-key": z.infer<typeof options>;
  }
}

/** That the app takes its key from a file that it is given when it runs, and keeps it to itself. */
export const readsKey: Kind<z.infer<typeof options>> = {
  says: "Given a key in a file that one user may read, the app asks for its picture with that key, and shows it to nobody.",
  options,
  async judge({ variable, path, uid }, subject) {
    const { image } = await subject.reading();
    const named = image.env.findLast((line) => line.startsWith(`${variable}=`))?.slice(variable.length + 1);
    const place = named || path;
    const expected = `with a key in ${place}, which uid ${uid} alone may read, the app asks with that key and shows it nowhere`;
    const evidence: Evidence = {
      kind: "config",
      where: "Config.Env",
      text: named ? `${variable}=${named}` : `no ${variable}`,
    };
    if (!canBeGiven(place)) {
      const next = `Name a file in a folder of its own: ENV ${variable}=${path}`;
      return notYet({ expected, actual: `no folder with a key can be put to ${place}` }, [evidence], next);
    }
    const use = await subject.withKey({ path: place, uid });
    if (!use.answer.answers) return doesNotAnswer(expected, use, { uid, runsAs: image.runsAs.uid });
    if (use.sent !== "this") return otherKey(expected, use.sent, evidence, { variable, place });
    return use.shown.length === 0 ? met(expected, "so it does") : shownTo(expected, use.shown);
  },
};

/** A folder is mounted there, and that cannot be the root. */
function canBeGiven(path: string): boolean {
  const isPlain = path.startsWith("/") && !path.endsWith("/") && posix.normalize(path) === path;
  return isPlain && posix.dirname(path) !== "/";
}

function doesNotAnswer(
  expected: string,
  { answer }: KeyUse,
  { uid, runsAs }: { uid: number; runsAs: number | null },
): Judgement {
  const isOther = runsAs !== null && runsAs !== uid;
  return notYet(
    { expected, actual: `with the key there the app does not answer as it should: ${problemOf(answer)}` },
    [logEvidence(answer)],
    isOther
      ? `Your image runs as uid ${runsAs}, and the file is for uid ${uid} alone. Say USER ${uid}.`
      : "Read what it printed last: what does it miss?",
  );
}

function otherKey(
  expected: string,
  sent: "another" | "none",
  evidence: Evidence,
  { variable, place }: { variable: string; place: string },
): Judgement {
  const feed: Evidence = { kind: "feed", where: "what The Cat API got", text: `x-api-key: ${sent}` };
  if (sent === "another") {
    const actual = "the app asks with another key than the one in the file";
    const next = "Where does it get that one from? Take it out of the image.";
    return notYet({ expected, actual }, [feed, evidence], next);
  }
  return notYet(
    { expected, actual: "the app asks without a key" },
    [feed, evidence],
    `The file was at ${place}. Let ENV ${variable} name it, and let the app read the file that is named.`,
  );
}

function shownTo(expected: string, shown: readonly string[]): Judgement {
  return notYet(
    { expected, actual: `the app asks with the key, and shows it: ${fewOf(shown)}` },
    [{ kind: "command", where: "the running container", text: fewOf(shown) }],
    "Let the app itself read the file, and keep the key: environment and arguments of a process stand in /proc.",
  );
}
