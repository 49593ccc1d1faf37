import type { LabFolder } from "../lab-folder.ts";
import type { LabFile } from "../lab-schema.ts";
import { type Path, placeIn } from "../problems.ts";

/** Something that a schema cannot say: at a place of lab.yaml, or of another file of the lab. */
export type Breach =
  | { readonly path: Path; readonly says: string; readonly key?: string }
  | { readonly file: string; readonly line: number; readonly column: number; readonly says: string };

/** A rule finds everything in a lab that breaks it. Its name says what must be true. */
export type Rule = (lab: LabFile, folder: LabFolder) => Breach[];

/** A breach at a place of another file of the lab. */
export function breachIn(folder: LabFolder, file: string, offset: number, says: string): Breach {
  return { file, ...placeIn(folder.texts.get(file) ?? "", offset), says };
}

/** A text without all that makes no difference to who reads it. */
export function plain(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}
