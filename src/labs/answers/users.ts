import { UserError } from "../../errors.ts";
import type { ImageReading } from "../../image/image-reading.ts";
import { type Expected, expectation, type Look, RIGHT, wrong } from "./expected.ts";
import { kind } from "./kind.ts";

interface User {
  uid: number;
  /** Null when the image names its user by number, and that is not root. */
  name: string | null;
}

/** The group and all behind it: `:1001` of `1001:1001`, and what `id` prints after the user. */
const GROUP = /:[^\s)]+| gid=.*$/g;
const AROUND = new Set([
  "the",
  "user",
  "uid",
  "id",
  "number",
  "name",
  "is",
  "it",
  "as",
  "runs",
  "called",
  "named",
]);

/** Who a container runs as. */
export const user = kind("user", {
  says: "The user that a container of the image runs as, by name or by number.",
  options: {},
  expected: (_, { reading }) => {
    const { uid, name } = userOf(reading);
    const look = { text: "Read Config.User. Empty means root.", command: "docker inspect {{image}}" };
    const shown = name === null ? String(uid) : `${name} (${uid})`;
    return userAnswer({ shown, accepts: "a name or a number", look }, { uid, name }, false);
  },
});

/** The same as a number: a name may stand for any. */
export const uid = kind("uid", {
  says: "The number of the user that a container of the image runs as.",
  options: {},
  expected: (_, { reading }) => {
    const right = userOf(reading);
    const look = { text: "Read the User line.", command: "size-matters inspect {{image}}" };
    return userAnswer({ shown: String(right.uid), accepts: "a number", look }, right, true);
  },
});

function userOf({ image }: Pick<ImageReading, "image">): User {
  const { uid: number, why } = image.runsAs;
  if (number === null) {
    throw new UserError(why ?? "The user of this image cannot be told.", {
      fix: "Name a user in the Dockerfile that the image has: USER",
    });
  }
  const named = image.user.split(":")[0]?.toLowerCase() ?? "";
  if (named !== "" && !/^[+-]?\d+$/.test(named)) return { uid: number, name: named };
  return { uid: number, name: number === 0 ? "root" : null };
}

function userAnswer(
  question: Pick<Expected, "shown" | "accepts"> & { look: Look },
  { uid: number, name }: User,
  numberOnly: boolean,
): Expected {
  const numbers = number === 0 ? ["0", "root"] : [String(number)];
  const { look } = question;
  return expectation(question, (text) => {
    const typed = namesIn(text);
    const isRight = (one: string) => numbers.includes(one) || one === name;
    if (typed.length > 0 && typed.every(isRight)) {
      if (!numberOnly || typed.some((one) => numbers.includes(one))) return RIGHT;
    }
    const onlyNames = typed.every((one) => !/^\d+$/.test(one) && one !== "root");
    if (numberOnly && onlyNames) return wrong("Give the number; a name may stand for any.", look);
    if (name === null && onlyNames) return wrong("This image names its user by number: give that.", look);
    return wrong("A container of this image runs as another user.", look);
  });
}

/** `uid=1001(app) gid=1001(app)`, `user app`, `1001:1001`: the names and numbers of the user in it. */
function namesIn(text: string): string[] {
  const words = text
    .toLowerCase()
    .replaceAll(GROUP, "")
    .split(/[\s=(),]+/);
  return words.filter((word) => word !== "" && !AROUND.has(word));
}
