import { z } from "zod";
import {
  type Dockerfile,
  finalStage,
  neededStages,
  type Stage,
  stagesBelow,
} from "../../dockerfile/dockerfile.ts";
import type { Instruction } from "../../dockerfile/instruction.ts";
import { counted } from "../counted.ts";
import type { Kind } from "../kind.ts";
import { type Evidence, met, notYet } from "../verdict.ts";

const options = z.strictObject({
  "at-least": z.int().positive().default(2).describe("How many stages the image must be made of."),
  named: z
    .boolean()
    .default(false)
    .describe("Every stage that another one uses has a name, and is called by it."),
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
    const used = last ? neededStages(dockerfile, last) : new Set<number>();
    const copies = wanted["copies-from-stage"];
    const expected = [
      `${counted(wanted["at-least"], "stage")} or more`,
      ...(wanted.named ? ["each with a name that another one uses"] : []),
      ...(copies ? ["the last copies from another"] : []),
    ].join(", ");
    const actual = foundIn(dockerfile, used.size);
    if (!last || used.size < wanted["at-least"]) {
      const next =
        dockerfile.stages.length > used.size
          ? "Take over from the other stage what the last one needs: COPY --from=name /from /to"
          : "Begin another stage: FROM … AS name";
      return notYet({ expected, actual }, [evidenceOf(last)], next);
    }
    const unnamed = wanted.named
      ? dockerfile.stages.find(({ index, name }) => index !== last.index && used.has(index) && name === null)
      : undefined;
    if (unnamed) {
      const next = "Give it a name: FROM … AS name. Numbers change when a stage is put in between.";
      return notYet({ expected, actual: "a stage without a name" }, [evidenceOf(unnamed)], next);
    }
    const numbered = wanted.named ? byNumber(dockerfile, used) : undefined;
    if (numbered) {
      const next =
        "Call the stage by its name: a number means another one as soon as a stage is put in between.";
      const evidence = {
        kind: "dockerfile",
        where: `Dockerfile:${numbered.line}`,
        text: numbered.text,
      } as const;
      return notYet({ expected, actual: "a stage is called by its number" }, [evidence], next);
    }
    if (!copies || copiesFromOther(dockerfile, last)) return met(expected, actual, [evidenceOf(last)]);
    return notYet(
      { expected, actual: `${actual}, and the last copies from none of the others` },
      [evidenceOf(last)],
      "Take over what was built: COPY --from=name /from /to",
    );
  },
};

function foundIn({ stages: all }: Dockerfile, used: number): string {
  const found = counted(all.length, "stage");
  if (all.length === used) return found;
  return `${found}, and the image needs only ${used === 1 ? "the last" : used}`;
}

/** An instruction that copies from a stage by its number. */
function byNumber({ stages: all }: Dockerfile, used: ReadonlySet<number>): Instruction | undefined {
  const needed = all.filter(({ index }) => used.has(index)).flatMap(({ instructions }) => instructions);
  return needed.find(
    ({ from, flags }) =>
      from?.kind === "stage" && flags.some(({ name, value }) => name === "from" && /^\d+$/.test(value ?? "")),
  );
}

function evidenceOf(stage: Stage | null): Evidence {
  const text = stage ? `FROM ${stage.from}` : "there is no FROM";
  return { kind: "dockerfile", where: `Dockerfile:${stage?.line ?? 1}`, text };
}

/** Does the last stage, or one that it stands on, take anything from a stage beside them? */
function copiesFromOther(dockerfile: Dockerfile, last: Stage): boolean {
  const below = stagesBelow(dockerfile, last);
  const own = new Set(below.map(({ index }) => index));
  const froms = below.flatMap(({ instructions }) =>
    instructions.flatMap(({ from, mounts }) => [from, ...mounts.map((mount) => mount.from)]),
  );
  return froms.some((from) => from?.kind === "stage" && !own.has(from.index));
}
