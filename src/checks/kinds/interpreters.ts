import { z } from "zod";
import type { ListedEntry } from "../../image/image-reading.ts";
import { counted } from "../counted.ts";
import { finalSystem } from "../final-system.ts";
import type { Kind } from "../kind.ts";
import { ownLayers } from "../own-layers.ts";
import { fewOf, layerEvidence } from "../places.ts";
import { mayBeScript, ownPrograms } from "../scripts.ts";
import { type Broken, brokenBy, shebangOf } from "../shebang.ts";
import type { Reading } from "../subject.ts";
import { couldNotCheck, type Judgement, met, notYet } from "../verdict.ts";

const options = z.strictObject({});

declare module "../kind.ts" {
  interface CheckKinds {
    interpreters: z.infer<typeof options>;
  }
}

const EXPECTED = "the program that each script starts with is there";

/** That every script of the learner's layers can start: the program of its first line is there. */
export const interpreters: Kind<z.infer<typeof options>> = {
  says: "The program that a script's first line names is in the image, for every script that your layers bring into a bin folder.",
  options,
  async judge(_, subject) {
    const reading = await subject.reading();
    const { isOwn, isKnown, couldBeBases } = await ownLayers(subject);
    const programs = ownPrograms(reading, isOwn);
    const broken = programs.flatMap((program) => brokenProgram(program, reading));
    if (broken.length > 0)
      return isKnown ? cannotStart(broken, reading, subject.image.tag) : couldBeBases(EXPECTED);
    const unread = programs.find(
      ({ path, content, bytes }) => content === null && bytes > 0 && mayBeScript(path),
    );
    if (unread) {
      const why = `the first line of /${unread.path} was not read`;
      return couldNotCheck(EXPECTED, why, "This is a bug in size-matters: please report it with this line.");
    }
    if (programs.length === 0) return met(EXPECTED, "your layers bring no program");
    return met(EXPECTED, `${counted(programs.length, "program")} looked at`);
  },
};

interface BrokenProgram extends Broken {
  readonly program: ListedEntry;
}

function brokenProgram(program: ListedEntry, reading: Reading): BrokenProgram[] {
  const shebang = program.content && shebangOf(program.content);
  const broken = shebang ? brokenBy(shebang, finalSystem(reading), reading.image) : null;
  return broken ? [{ program, ...broken }] : [];
}

function cannotStart(broken: readonly BrokenProgram[], reading: Reading, tag: string): Judgement {
  const [{ program, says, next }] = broken as [BrokenProgram];
  const names = fewOf(broken.map((one) => one.program.path));
  return notYet(
    { expected: EXPECTED, actual: `/${program.path} ${says}` },
    [layerEvidence(reading, program.layer, names)],
    next,
    `size-matters inspect ${tag} --tree ${program.layer}`,
  );
}
