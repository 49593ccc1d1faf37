import { type BuildArguments, globalArguments } from "./global-arguments.ts";
import type { Instruction, StageBase } from "./instruction.ts";
import { readInstruction } from "./read-instruction.ts";
import { isFrom, readStages, resolve } from "./resolve.ts";
import { splitInstructions } from "./split-instructions.ts";

/** What a Dockerfile says, as the builder reads it. Evidence only: the built image is the truth. */
export interface Dockerfile {
  /** The value of `# syntax=`: an image that the builder fetches before it reads on, so it fails without a network. */
  syntax: string | null;
  stages: Stage[];
  /** Every instruction in its order, the ARG above the first FROM and each FROM among them. */
  instructions: Instruction[];
}

/** One FROM and what follows it. */
export interface Stage {
  index: number;
  /** As written after AS; names are compared without regard to case. */
  name: string | null;
  /** Of its FROM. */
  line: number;
  /** What FROM names, as written: `${SLIM}`. */
  from: string;
  /** What FROM names, after substitution. */
  base: StageBase;
  /** The value of `--platform`, as written. */
  platform: string | null;
  /** Without its FROM. */
  instructions: Instruction[];
}

/**
 * Reads a Dockerfile; `args` are the build arguments of the command line. No content is refused: what is wrong in it,
 * the builder says better. A text without FROM has no stages.
 * @throws UserError when the text is longer than 1 MB
 */
export function readDockerfile(text: string, args: BuildArguments = {}): Dockerfile {
  const { syntax, escapeChar, instructions: split } = splitInstructions(text);
  const written = split.map((instruction) => readInstruction(instruction, escapeChar));
  const { heads, names } = readStages(written, globalArguments(written, args, escapeChar), escapeChar);
  let stage = -1;
  const instructions = written.map((instruction) => {
    if (isFrom(instruction)) stage += 1;
    return resolve(instruction, stage, names);
  });
  const stages = heads.map((head): Stage => ({ ...head, instructions: [] }));
  for (const instruction of instructions) {
    if (!isFrom(instruction)) stages[instruction.stage ?? -1]?.instructions.push(instruction);
  }
  return { syntax, stages, instructions };
}

/** The stage that is built without `--target`: the last. */
export function finalStage({ stages }: Dockerfile): Stage | null {
  return stages.at(-1) ?? null;
}

/** The stage and those it stands on, nearest first. A stage only names earlier ones: there is always an end. */
export function stagesBelow({ stages }: Dockerfile, stage: Stage): Stage[] {
  const below: Stage[] = [];
  let next: Stage | undefined = stage;
  while (next) {
    below.push(next);
    next = next.base.kind === "stage" ? stages[next.base.index] : undefined;
  }
  return below;
}

/** What the lowest FROM under a stage names. */
export function externalBase(dockerfile: Dockerfile, stage: Stage): Exclude<StageBase, { kind: "stage" }> {
  const base = stagesBelow(dockerfile, stage).at(-1)?.base;
  return base && base.kind !== "stage"
    ? base
    : { kind: "unknown", why: "the stage is not of this Dockerfile" };
}

/** The stages that an image of this one needs: those below, and all that are copied or mounted from. */
export function neededStages({ stages }: Dockerfile, stage: Stage): Set<number> {
  const needed = new Set<number>();
  const waiting = [stage.index];
  for (let index = waiting.pop(); index !== undefined; index = waiting.pop()) {
    const next = stages[index];
    if (!next || needed.has(index)) continue;
    needed.add(index);
    for (const source of sourcesOf(next)) waiting.push(source);
  }
  return needed;
}

function sourcesOf({ base, instructions }: Stage): number[] {
  const copied = instructions.flatMap(({ from, mounts }) => [from, ...mounts.map((mount) => mount.from)]);
  return [base, ...copied].flatMap((source) => (source?.kind === "stage" ? [source.index] : []));
}
