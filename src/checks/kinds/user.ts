import { z } from "zod";
import type { Kind } from "../kind.ts";
import { couldNotCheck, met, notYet } from "../verdict.ts";

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
    const { image } = await subject.reading();
    const expected = uid === undefined ? "a USER that is not root" : `uid ${uid}`;
    const { runsAs } = image;
    const named = image.user === "" ? "no USER" : `USER ${image.user}`;
    const evidence = { kind: "config", where: "Config.User", text: named } as const;
    if (runsAs.uid === null && image.user !== "") {
      return couldNotCheck(expected, runsAs.why ?? named, "Name the user by its number: USER 1001:1001");
    }
    const actual = `${named} is uid ${runsAs.uid ?? 0}`;
    if ((runsAs.uid ?? 0) === 0 && uid !== 0) {
      const why =
        image.user === ""
          ? "Config.User is empty: platforms that read it see root."
          : `${image.user} is uid 0.`;
      return notYet(
        { expected, actual: why },
        [evidence],
        "Make a user with a number of its own, and name it with USER.",
      );
    }
    if (uid !== undefined && runsAs.uid !== uid) {
      return notYet(
        { expected, actual },
        [evidence],
        `Make the user with the number ${uid}: useradd --uid ${uid}`,
      );
    }
    if (numeric && !/^\d+(:|$)/.test(image.user)) {
      const next = "Write the number: Kubernetes' runAsNonRoot refuses a name that it cannot look up.";
      return notYet({ expected: `${expected}, as a number`, actual: named }, [evidence], next);
    }
    return met(expected, actual, [evidence]);
  },
};
