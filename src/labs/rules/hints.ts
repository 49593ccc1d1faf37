import { referenceOf, startOf } from "../dockerfiles-of.ts";
import type { LabFolder } from "../lab-folder.ts";
import type { LabFile } from "../lab-schema.ts";
import type { Path } from "../problems.ts";
import { plainInstructions } from "./plain-instructions.ts";
import { type Breach, plain, type Rule } from "./rule.ts";

/** A hint brings its reader one thing further, and leaves the rest to them. */
export const HINTS: readonly Rule[] = [hintsAreDifferent, hintsLeaveTheReferenceOut, whyIsNoHint];

function hintsAreDifferent(lab: LabFile): Breach[] {
  return listsOf(lab).flatMap(({ path, hints }) =>
    hints.flatMap((hint, index) => {
      const first = hints.findIndex((one) => plain(one) === plain(hint));
      if (first === index) return [];
      return [
        {
          path: [...path, index],
          says: `This is hint ${first + 1} once more. Bring the reader one thing further.`,
        },
      ];
    }),
  );
}

function listsOf({ goals }: LabFile): { path: Path; hints: readonly string[] }[] {
  return goals.map(({ hints }, index) => ({ path: ["goals", index, "hints"], hints }));
}

function hintsLeaveTheReferenceOut(lab: LabFile, folder: LabFolder): Breach[] {
  const [start, reference] = [startOf(lab, folder), referenceOf(lab, folder)].map((text) =>
    plainInstructions(text ?? ""),
  );
  const isSecret = reference !== undefined && reference.length > 0 && `${reference}` !== `${start}`;
  if (!isSecret) return [];
  return listsOf(lab).flatMap(({ path, hints }) =>
    hints.flatMap((hint, index) => {
      const text = hint.replaceAll(/[\\\s]+/g, " ");
      if (!reference.every((line) => text.includes(line.replaceAll(/\s+/g, " ")))) return [];
      return [
        {
          path: [...path, index],
          says: "This hint is the whole reference. That comes after the last hint, by itself.",
        },
      ];
    }),
  );
}

function whyIsNoHint({ goals }: LabFile): Breach[] {
  return goals.flatMap(({ hints, why }, index) => {
    const hint = hints.findIndex((one) => plain(one) === plain(why));
    if (hint < 0) return [];
    const says = `This is hint ${hint + 1} once more. Say what happened, now that the reader has done it.`;
    return [{ path: ["goals", index, "why"], says }];
  });
}
