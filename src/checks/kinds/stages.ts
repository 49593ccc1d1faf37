import { z } from "zod";
import { type Dockerfile, finalStage, neededStages, type Stage } from "../../dockerfile/dockerfile.ts";
import type { Instruction } from "../../dockerfile/instruction.ts";
import { formatBytes, parseBytes } from "../../figures.ts";
import { counted } from "../counted.ts";
import type { Kind } from "../kind.ts";
import { size } from "../sizes.ts";
import type { Subject } from "../subject.ts";
import { bytesTaken, takers } from "../taken-over.ts";
import { type Evidence, met, notYet } from "../verdict.ts";

const options = z.strictObject({
  "at-least": z.int().positive().default(2).describe("How many stages the image must be made of."),
  named: z
    .boolean()
    .default(false)
    .describe("Every stage that another one uses has a name, and is called by it."),
  "takes-over": size
    .optional()
    .describe("So much, or more, the last stage takes from stages that it does not stand on: 1MB."),
});

type Options = z.infer<typeof options>;

declare module "../kind.ts" {
  interface CheckKinds {
    stages: Options;
  }
}

/** How the Dockerfile is divided, and what comes from one stage to the next. */
export const stages: Kind<Options> = {
  says: "The Dockerfile has stages, and the last one takes over what it needs from another.",
  options,
  async judge(wanted, subject) {
    const { dockerfile } = subject;
    const last = finalStage(dockerfile);
    const used = last ? neededStages(dockerfile, last) : new Set<number>();
    const found = foundIn(dockerfile, used.size);
    const fault =
      tooFew(wanted, dockerfile, { last, used, found }) ??
      (wanted.named ? badlyNamed(dockerfile, { last, used }) : null) ??
      (await tooLittle(wanted, subject, { last, found }));
    const expected = expectedOf(wanted);
    if (fault === null) return met(expected, found, [evidenceOf(last)]);
    return notYet({ expected, actual: fault.actual }, [fault.evidence], fault.next);
  },
};

interface Fault {
  readonly actual: string;
  readonly evidence: Evidence;
  readonly next: string;
}

interface Division {
  readonly last: Stage | null;
  /** The indexes of the stages that the image needs. */
  readonly used: ReadonlySet<number>;
  /** In words. */
  readonly found: string;
}

function expectedOf(wanted: Options): string {
  const least = wanted["takes-over"];
  return [
    `${counted(wanted["at-least"], "stage")} or more`,
    ...(wanted.named ? ["each with a name that another one uses"] : []),
    ...(least ? [`the last takes over ${least} or more from another`] : []),
  ].join(", ");
}

function foundIn({ stages: all }: Dockerfile, used: number): string {
  const found = counted(all.length, "stage");
  if (all.length === used) return found;
  return `${found}, and the image needs only ${used === 1 ? "the last" : used}`;
}

function tooFew(wanted: Options, dockerfile: Dockerfile, { last, used, found }: Division): Fault | null {
  if (last && used.size >= wanted["at-least"]) return null;
  const next =
    dockerfile.stages.length > used.size
      ? "Take over from the other stage what the last one needs: COPY --from=name /from /to"
      : "Begin another stage: FROM … AS name";
  return { actual: found, evidence: evidenceOf(last), next };
}

function badlyNamed(dockerfile: Dockerfile, { last, used }: Omit<Division, "found">): Fault | null {
  const needed = dockerfile.stages.filter(({ index }) => used.has(index));
  const unnamed = needed.find(({ index, name }) => index !== last?.index && name === null);
  if (unnamed) {
    const next = "Give it a name: FROM … AS name. Numbers change when a stage is put in between.";
    return { actual: "a stage without a name", evidence: evidenceOf(unnamed), next };
  }
  const numbered = needed.flatMap(({ instructions }) => instructions).find(callsByNumber);
  if (!numbered) return null;
  const next = "Call the stage by its name: a number means another one as soon as a stage is put in between.";
  return { actual: "a stage is called by its number", evidence: lineOf(numbered), next };
}

function callsByNumber({ from, flags }: Instruction): boolean {
  const isNumber = flags.some(({ name, value }) => name === "from" && /^\d+$/.test(value ?? ""));
  return from?.kind === "stage" && isNumber;
}

/** What the last stage takes from others is asked of the image's layers: a line in the Dockerfile is no environment. */
async function tooLittle(
  wanted: Options,
  { dockerfile, reading }: Pick<Subject, "dockerfile" | "reading">,
  { last, found }: Omit<Division, "used">,
): Promise<Fault | null> {
  const least = parseBytes(wanted["takes-over"] ?? "");
  if (least === null || last === null) return null;
  const [first, ...others] = takers(dockerfile, last);
  const next = "Take over what was built: COPY --from=name /from /to";
  if (!first) {
    const actual = `${found}, and the last takes nothing from the others`;
    return { actual, evidence: evidenceOf(last), next };
  }
  const bytes = bytesTaken(dockerfile, await reading(), [first, ...others]);
  if (bytes === null || bytes >= least) return null;
  const actual = `${found}, and the last takes only ${formatBytes(bytes)} from the others`;
  return { actual, evidence: lineOf(first), next };
}

function evidenceOf(stage: Stage | null): Evidence {
  const text = stage ? `FROM ${stage.from}` : "there is no FROM";
  return { kind: "dockerfile", where: `Dockerfile:${stage?.line ?? 1}`, text };
}

function lineOf({ line, text }: Instruction): Evidence {
  return { kind: "dockerfile", where: `Dockerfile:${line}`, text };
}
