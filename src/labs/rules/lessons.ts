import type { LabFolder } from "../lab-folder.ts";
import type { LabFile } from "../lab-schema.ts";
import { isRun, TOLERANCE } from "../lesson-blocks.ts";
import { type Fence, fencesIn } from "../lesson-fences.ts";
import { didYouMean } from "../problems.ts";
import { type Breach, breachIn, type Rule } from "./rule.ts";

/** What a lesson shows is run, compared, and asked. */
export const LESSONS: readonly Rule[] = [
  everyStepSaysSomething,
  blocksAreRunAsMeant,
  answersAreAsked,
  questionsAreShown,
];

function everyStepSaysSomething(_: LabFile, folder: LabFolder): Breach[] {
  const empty = lessonsIn(folder).filter(([, text]) => text.trim() === "");
  return empty.map(([file]) =>
    breachIn(folder, file, 0, "This step is empty. Write what its reader should see or do."),
  );
}

function blocksAreRunAsMeant(_: LabFile, folder: LabFolder): Breach[] {
  return lessonsIn(folder).flatMap(([file, text]) => {
    const fences = fencesIn(text);
    return fences.flatMap((fence, index) => {
      const says = problemWith(fence, fences[index - 1]);
      return says ? [{ file, line: fence.line, column: 1, says }] : [];
    });
  });
}

function problemWith(fence: Fence, before: Fence | undefined): string | null {
  const { kind, words, text, closed } = fence;
  if (!closed) return "This block has no end: close it with a fence like the first.";
  if (kind === "output") return problemWithOutput(fence, before);
  if (kind !== "sh" && words.includes("run")) return `Nobody runs a block of ${kind}. Write: sh run`;
  if (kind === "sh" && words.length > 0 && !isRun(fence))
    return `Behind sh stands "run" or nothing, not "${words.join(" ")}".`;
  return isRun(fence) && text.trim() === "" ? "There is nothing to run in this block." : null;
}

function problemWithOutput({ words, text }: Fence, before: Fence | undefined): string | null {
  if (!before || !isRun(before))
    return "Nobody compares this output: no block of sh run stands right before it.";
  if (/^[\s…]*$/.test(text)) return "This output shows no line to compare with.";
  const unknown = words.find((word) => !TOLERANCE.test(word));
  return unknown === undefined ? null : `"${unknown}" says nothing. Write: output tolerance=20%`;
}

const ANSWER = /size-matters answer ([a-z][\w-]*)/g;

function answersAreAsked({ questions }: LabFile, folder: LabFolder): Breach[] {
  const ids = questions.map(({ id }) => id);
  return lessonsIn(folder).flatMap(([file, text]) =>
    [...text.matchAll(ANSWER)]
      .filter(([, id = ""]) => !ids.includes(id))
      .map(({ 1: id = "", index }) =>
        breachIn(folder, file, index, `lab.yaml has no question "${id}". ${didYouMean(id, ids)}`),
      ),
  );
}

function questionsAreShown({ questions }: LabFile, folder: LabFolder): Breach[] {
  const shown = lessonsIn(folder).flatMap(([, text]) => [...text.matchAll(ANSWER)].map(([, id]) => id));
  return questions.flatMap(({ id }, index) =>
    shown.includes(id)
      ? []
      : [
          {
            path: ["questions", index, "id"],
            says: `No step asks this. Write there: size-matters answer ${id} …`,
          },
        ],
  );
}

function lessonsIn({ texts }: LabFolder): [string, string][] {
  return [...texts].filter(([file]) => file.startsWith("steps/"));
}
