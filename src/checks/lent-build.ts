import type { LentBuild } from "./subject.ts";
import { type Judgement, notYet } from "./verdict.ts";

/** The verdict where the build with a password of its own made no image. */
export function lentBuildFailed(expected: string, { words }: LentBuild): Judgement {
  return notYet(
    {
      expected,
      actual: "lent another password, and without the build argument TOKEN, the image cannot be built",
    },
    [{ kind: "builder", where: "the builder's words", text: words }],
    "Here the token comes as a secret alone: RUN --mount=type=secret,id=token, and read /run/secrets/token there.",
  );
}
