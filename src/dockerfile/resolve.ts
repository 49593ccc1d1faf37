import type { Stage } from "./dockerfile.ts";
import type { Instruction, StageBase } from "./instruction.ts";
import { readMount } from "./mounts.ts";
import type { EscapeChar } from "./outline.ts";
import type { WrittenInstruction } from "./read-instruction.ts";
import { baseNamed, type StageNames, sourceNamed, sourceOfTrigger } from "./resolve-source.ts";
import type { Variables } from "./substitute.ts";

interface Stages {
  heads: Omit<Stage, "instructions">[];
  names: StageNames;
}

/** The stages that FROM begins, each with what it stands on. */
export function readStages(
  written: readonly WrittenInstruction[],
  variables: Variables,
  escapeChar: EscapeChar,
): Stages {
  const names = new Map<string, number>();
  const heads = written.filter(isFrom).map((instruction, index) => {
    const [from = "", as = "", given = null] = instruction.arguments.split(" ");
    const base = baseNamed(from, names, variables, escapeChar);
    const name = as.toLowerCase() === "as" ? given : null;
    if (name !== null) names.set(name.toLowerCase(), index);
    return { index, name, line: instruction.line, from, base, platform: flagOf(instruction, "platform") };
  });
  return { heads, names };
}

/** Whether a stage begins here: as a trigger, FROM begins none. */
export function isFrom({ keyword, onbuild }: WrittenInstruction): boolean {
  return keyword === "FROM" && !onbuild;
}

function flagOf({ flags }: WrittenInstruction, wanted: string): string | null {
  return flags.find(({ name }) => name === wanted)?.value ?? null;
}

/** The instruction with what it names, in the stage of that index (-1: above the first). */
export function resolve(written: WrittenInstruction, stage: number, names: StageNames): Instruction {
  const source = (from: string, numbered: boolean): StageBase =>
    written.onbuild ? sourceOfTrigger(from) : sourceNamed(from, stage, names, { numbered });
  const from = written.keyword === "COPY" ? flagOf(written, "from") : null;
  const mounts = written.keyword === "RUN" ? written.flags.filter(({ name }) => name === "mount") : [];
  return {
    ...written,
    stage: stage < 0 ? null : stage,
    from: from === null ? null : source(from, true),
    mounts: mounts.map(({ value }) => readMount(value ?? "", (name) => source(name, false))),
  };
}
