import { z } from "zod";
import { finalSystem } from "../final-system.ts";
import type { Kind } from "../kind.ts";
import type { Reading } from "../subject.ts";
import { couldNotCheck, type Judgement, met, notYet } from "../verdict.ts";

const options = z.strictObject({
  uid: z.int().nonnegative().optional().describe("The very number; without it anyone but root will do."),
  numeric: z
    .boolean()
    .default(false)
    .describe("USER names a number, not a name that only the image can explain."),
});

declare module "../kind.ts" {
  interface CheckKinds {
    user: z.infer<typeof options>;
  }
}

/** Who the image's configuration says that runs it. */
export const user: Kind<z.infer<typeof options>> = {
  says: "The image's USER is not root, by its number in the image's own passwd file.",
  options,
  async judge({ uid, numeric }, subject) {
    const reading = await subject.reading();
    const { image } = reading;
    const found = image.runsAs.uid;
    const asked = uid === undefined ? "a USER that is not root" : `a USER with uid ${uid}`;
    const expected = numeric ? `${asked}, by its number` : asked;
    if (found === null) return unknownUser(expected, reading);
    const named = image.user === "" ? "no USER" : `USER ${image.user}`;
    const evidence = { kind: "config", where: "Config.User", text: named } as const;
    if (found === 0 && uid !== 0) {
      const next = "Make a user with a number of its own, and name it with USER.";
      return notYet({ expected, actual: rootBy(image.user) }, [evidence], next);
    }
    const actual = `${named} is uid ${found}`;
    if (uid !== undefined && found !== uid) {
      const next = `Write USER ${uid}, or make the user with that number: useradd --uid ${uid}`;
      return notYet({ expected, actual }, [evidence], next);
    }
    if (numeric && !/^\d+(:|$)/.test(image.user)) {
      const next = "Write the number: Kubernetes' runAsNonRoot refuses a name that it cannot look up.";
      return notYet({ expected, actual: named }, [evidence], next);
    }
    return met(expected, actual, [evidence]);
  },
};

function rootBy(written: string): string {
  if (written === "") return "Config.User is empty: platforms that read it see root.";
  const [name = ""] = written.split(":");
  return name === "root" || /^[+-]?\d+$/.test(name) ? `USER ${written} is root.` : `${name} is uid 0.`;
}

/** A container does not start as somebody whom the image does not know, unless only we could not read who that is. */
function unknownUser(expected: string, reading: Reading): Judgement {
  const { user: written, runsAs } = reading.image;
  const why = runsAs.why ?? `who ${written} is cannot be told`;
  const next = "Name the user by its number: USER 1001:1001";
  const passwd = finalSystem(reading).follow("etc/passwd")?.entry;
  const wasRead = passwd?.kind === "file" && passwd.path === "etc/passwd" && passwd.content !== null;
  if (passwd && !wasRead) return couldNotCheck(expected, why, next);
  return notYet(
    { expected, actual: why },
    [{ kind: "config", where: "Config.User", text: `USER ${written}` }],
    next,
  );
}
