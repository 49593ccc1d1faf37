import type { ListedEntry } from "../image/image-reading.ts";
import { finalSystem } from "./final-system.ts";
import { matcherOf } from "./paths.ts";
import { layerEvidence } from "./places.ts";
import type { Reading } from "./subject.ts";
import type { Evidence } from "./verdict.ts";

/** What is known of a file that the final file system should have and has not. */
export function missingFile(reading: Reading, pattern: string): Evidence {
  const matches = matcherOf([pattern]);
  const last = reading.entries.findLast(
    ({ path, kind }) => kind !== "whiteout" && kind !== "opaque" && matches(path),
  );
  const found = last && finalSystem(reading).names.some(({ path }) => path === last.path);
  if (!last) {
    return { kind: "file", where: `/${pattern}`, text: "No layer has such a file." };
  }
  if (last.kind === "folder")
    return layerEvidence(reading, last.layer, `/${last.path} is a folder, with no file in it`);
  return layerEvidence(
    reading,
    last.layer,
    found ? linkText(last) : `/${last.path} was here; a later layer takes it away`,
  );
}

function linkText({ path, kind, target }: ListedEntry): string {
  return kind === "symlink" ? `/${path} is a link to ${target}, which is not here` : `/${path} is no file`;
}
