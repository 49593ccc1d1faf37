import { placesIn } from "../fill.ts";
import type { LabFolder } from "../lab-folder.ts";
import type { LabFile } from "../lab-schema.ts";
import { didYouMean, type Path } from "../problems.ts";
import { type Breach, breachIn, type Rule } from "./rule.ts";

const KNOWN = ["word", "image", "naive", "digest.slim", "digest.full", "digest.full-as-slim"];

/** Every `{{name}}` is filled. */
export const PLACEHOLDERS: readonly Rule[] = [textsAreFilled, filesAreFilled];

function textsAreFilled(lab: LabFile): Breach[] {
  return textsIn(lab, []).flatMap(({ path, text }) =>
    placesIn(text).flatMap(({ name }) => {
      const says = problemWith(name, lab, path.includes("mistakes"));
      return says ? [{ path, says }] : [];
    }),
  );
}

function filesAreFilled(lab: LabFile, folder: LabFolder): Breach[] {
  return [...folder.texts].flatMap(([file, text]) =>
    placesIn(text).flatMap(({ name, offset }) => {
      const known = problemWith(name, lab, false);
      // A lab's app is copied as it is: there {{name}} may belong to a template of its own.
      const isCopied = file.startsWith("app/");
      const says = isCopied ? wordsForApp(name, known) : known;
      return says ? [breachIn(folder, file, offset, says)] : [];
    }),
  );
}

function wordsForApp(name: string, problem: string | null): string | null {
  return problem === null ? `Nobody fills {{${name}}} in app/. Put this file into start/ instead.` : null;
}

function problemWith(name: string, { riddle }: LabFile, inMistake: boolean): string | null {
  const known = [...KNOWN, ...(riddle ? ["riddle"] : []), ...(inMistake ? ["layer"] : [])];
  if (known.includes(name)) return null;
  if (name === "riddle") return "Nobody fills {{riddle}}: this lab has no riddle.";
  if (name === "layer") return "{{layer}} is filled in the sentences of mistakes only.";
  return `Nobody fills {{${name}}}. ${didYouMean(name, known)}`;
}

/** Every text of a lab.yaml, with its place. */
function textsIn(value: unknown, path: Path): { path: Path; text: string }[] {
  if (typeof value === "string") return [{ path, text: value }];
  if (Array.isArray(value)) return value.flatMap((one, index) => textsIn(one, [...path, index]));
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, one]) => textsIn(one, [...path, key]));
}
