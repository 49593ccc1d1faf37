import type { LabFolder } from "./lab-folder.ts";
import type { LabFile } from "./lab-schema.ts";
import { ATTEMPTS } from "./rules/attempts.ts";
import { CHECKS } from "./rules/checks.ts";
import { DOCKERFILES } from "./rules/dockerfiles.ts";
import { FILES } from "./rules/files.ts";
import { HINTS } from "./rules/hints.ts";
import { LESSONS } from "./rules/lessons.ts";
import { NAMES } from "./rules/names.ts";
import { PLACEHOLDERS } from "./rules/placeholders.ts";
import type { Breach, Rule } from "./rules/rule.ts";

export { BUILD_RULE } from "./rules/names.ts";

/** What a schema cannot say, room by room: each rule is a function whose name says what must be true. */
const RULES: readonly Rule[] = [
  ...NAMES,
  ...FILES,
  ...ATTEMPTS,
  ...HINTS,
  ...CHECKS,
  ...LESSONS,
  ...PLACEHOLDERS,
  ...DOCKERFILES,
];

/** Everything in a lab that breaks a rule. */
export function breachesOf(lab: LabFile, folder: LabFolder): Breach[] {
  return RULES.flatMap((rule) => rule(lab, folder));
}
