import type { Context } from "../context.ts";
import type { Lab } from "../labs/lab.ts";
import type { AtLab } from "./current-lab.ts";
import { moveTo } from "./move-to.ts";

type Outside = Pick<Context, "files" | "host">;

/** Puts the workspace at the start of a lab. Gives where the learner's files from before are; null without any. */
export async function goToLab(outside: Outside, { lab, workspace }: AtLab): Promise<string | null> {
  const kept = await moveTo(outside, workspace, lab, { kind: "start" });
  await workspace.progress.goTo(lab.id);
  return kept;
}

/** As `goToLab`; but files that have met the lab before stay, where the next one starts from its reference. */
export async function goToNext(outside: Outside, from: Lab, to: AtLab): Promise<string | null> {
  const passed = to.workspace.progress.of(from.id).state === "met";
  if (!passed || !follows(from, to.lab)) return goToLab(outside, to);
  await to.workspace.progress.goTo(to.lab.id);
  return null;
}

function follows({ file: from }: Lab, { file: to }: Lab): boolean {
  return from.rung !== undefined && to.rung !== undefined && Math.max(0, to.rung - 1) === from.rung;
}
