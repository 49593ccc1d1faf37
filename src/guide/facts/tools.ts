import type { Subject } from "../../checks/subject.ts";
import type { AboutImage } from "../about-image.ts";
import { once } from "../once.ts";
import type { Asked, Outside } from "../open-subject.ts";

/** What the tools of the trade say of the learner's image and Dockerfile, and of the riddle's image. */
export function toolFacts(
  { tools, files }: Outside,
  { workshop, workspace, image }: Asked,
  riddle: () => Promise<AboutImage>,
): Pick<Subject, "diveRules" | "hadolint" | "syft"> {
  return {
    diveRules: async (which, rules) =>
      tools.diveRules(workshop, which === "own" ? image.id : (await riddle()).id, rules),
    syft: once(() => tools.syft(workshop, image.id)),
    hadolint: async (how) => tools.hadolint(workshop, (await files.read(workspace.dockerfile)) ?? "", how),
  };
}
