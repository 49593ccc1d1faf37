import { z } from "zod";
import { type Dockerfile, finalStage, type Stage, stagesBelow } from "../../dockerfile/dockerfile.ts";
import type { Kind } from "../kind.ts";
import { type Evidence, met, notYet } from "../verdict.ts";

const options = z.strictObject({
  "at-least": z.int().positive().default(2).describe("How many stages there must be."),
  named: z.boolean().default(false).describe("Every stage that another one uses has a name."),
  "copies-from-stage": z
    .boolean()
    .default(false)
    .describe("The last stage copies from a stage that it does not stand on."),
});

declare module "../kind.ts" {
  interface CheckKinds {
    stages: z.infer<typeof options>;
  }
}

/** How the Dockerfile is divided. Only evidence: what is in the image is asked of the image. */
export const stages: Kind<z.infer<typeof options>> = {
  says: "The Dockerfile has stages, and the last one takes over what it needs from another.",
  options,
  async judge(wanted, { dockerfile }) {
    const last = finalStage(dockerfile);
    const expected = `${wanted["at-least"]} stages or more${wanted["copies-from-stage"] ? ", the last copies from another" : ""}`;
    const found = `${dockerfile.stages.length} stages`;
    const evidence: Evidence = {
      kind: "dockerfile",
      where: `Dockerfile:${last?.line ?? 1}`,
      text: `FROM ${last?.from ?? ""}`,
    };
    if (!last || dockerfile.stages.length < wanted["at-least"]) {
      return notYet({ expected, actual: found }, [evidence], "Begin another stage: FROM … AS name");
    }
    const unnamed = wanted.named
      ? dockerfile.stages.find((stage) => stage !== last && stage.name === null)
      : undefined;
    if (unnamed) {
      const where = { ...evidence, where: `Dockerfile:${unnamed.line}`, text: `FROM ${unnamed.from}` };
      const next = "Give it a name: FROM … AS name. Numbers change when a stage is put in between.";
      return notYet({ expected: `${expected}, with names`, actual: "a stage without a name" }, [where], next);
    }
    if (!wanted["copies-from-stage"] || copiesFromOther(dockerfile, last))
      return met(expected, found, [evidence]);
    return notYet(
      { expected, actual: `${found}, and the last copies from none of the others` },
      [evidence],
      "Take over what was built: COPY --from=name /from /to",
    );
  },
};

function copiesFromOther(dockerfile: Dockerfile, last: Stage): boolean {
  const below = new Set(stagesBelow(dockerfile, last).map(({ index }) => index));
  const froms = last.instructions.flatMap(({ from, mounts }) => [
    from,
    ...mounts.map(({ from: mounted }) => mounted),
  ]);
  return froms.some((from) => typeof from === "object" && from?.kind === "stage" && !below.has(from.index));
}
