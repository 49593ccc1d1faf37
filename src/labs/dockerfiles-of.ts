import { editedAsFar } from "./edits.ts";
import { type Ground, rungOf } from "./lab.ts";
import type { LabFolder } from "./lab-folder.ts";
import type { LabFile } from "./lab-schema.ts";

type Folder = Pick<LabFolder, "texts" | "rungs">;

/** The Dockerfile that the lab begins with; null without one. Edits that do not fit are left out. */
export function startOf(lab: LabFile, folder: Folder): string | null {
  return dockerfileOf(lab, folder, "start");
}

/** The Dockerfile that meets every goal; null without one. Edits that do not fit are left out. */
export function referenceOf(lab: LabFile, folder: Folder): string | null {
  return dockerfileOf(lab, folder, "reference");
}

/** The Dockerfile that the edits of the start, or of the reference, are made in; null without one. */
export function uneditedOf(lab: LabFile, folder: Folder, ground: Ground): string | null {
  const own = folder.texts.get(`${ground}/Dockerfile`);
  if (own !== undefined) return own;
  const rung = rungOf(lab, ground);
  if (rung !== undefined) return folder.rungs.get(rung) ?? null;
  return ground === "reference" && lab.reference ? startOf(lab, folder) : null;
}

function dockerfileOf(lab: LabFile, folder: Folder, ground: Ground): string | null {
  const text = uneditedOf(lab, folder, ground);
  const edits = (lab[ground]?.edits ?? []).filter((edit) => edit.in === "Dockerfile");
  return text === null ? null : editedAsFar(text, edits);
}
