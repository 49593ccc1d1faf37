import { join } from "node:path";
import type { Reading } from "../checks/subject.ts";
import type { Context } from "../context.ts";
import type { Lab } from "../labs/lab.ts";
import type { ToCheck } from "./check-lab.ts";
import { countMisses } from "./hints.ts";
import type { LabVerdict } from "./lab-verdict.ts";
import { appendLog } from "./log.ts";
import type { Asked } from "./open-subject.ts";
import type { Workspace } from "./workspace.ts";

/** What is known of the build beside the verdict. */
interface Built {
  readonly reading: Reading | null;
  readonly seconds: number;
}

/** Writes down what was found: the scoreboard, the hints and the next lab read it. Gives it back. */
export async function keepFound(
  outside: Pick<Context, "files">,
  to: ToCheck,
  found: LabVerdict,
  { reading, seconds }: Built = { reading: null, seconds: 0 },
): Promise<LabVerdict> {
  const { workspace, lab, unrecorded } = to;
  if (unrecorded) return found;
  const { progress } = workspace;
  const known = progress.of(lab.id);
  const date = new Date().toISOString();
  const missed = countMisses(known.missed, found.goals);
  const passed = found.verdict === "met" ? { state: "met" as const, met: known.met ?? date } : {};
  await progress.change(lab.id, { missed, ...passed });
  if (found.verdict === "met") await keepPassed(outside, workspace, lab);
  const { layers = null, wastedBytes = null } = reading?.image ?? {};
  await appendLog(outside, workspace, {
    ...{ what: "check", lab: lab.id, date, verdict: found.verdict },
    ...{ bytes: found.image?.bytes ?? null, layers, wastedBytes, seconds },
    standIns: to.workshop.bases.some(({ standIn }) => standIn),
    goals: found.goals.map(({ id, verdict }) => ({ id, verdict })),
  });
  return found;
}

/** What later labs compare with. */
export async function keepMeasures(
  { workspace, lab, image }: Asked,
  reading: Reading,
  baseLayers: number,
): Promise<void> {
  const baseBytes = reading.layers.slice(0, baseLayers).reduce((total, { bytes }) => total + bytes, 0);
  await workspace.progress.change(lab.id, { build: { of: image.id, bytes: reading.image.bytes, baseBytes } });
}

/** Where a copy of the files lies that met a lab last. */
export function passedFolder({ folder }: Pick<Workspace, "folder">, lab: Pick<Lab, "id">): string {
  return join(folder, ".size-matters", "passed", lab.id);
}

async function keepPassed({ files }: Pick<Context, "files">, workspace: Workspace, lab: Lab): Promise<void> {
  const folder = passedFolder(workspace, lab);
  await files.remove(folder);
  await files.copyFolder(workspace.app, folder);
}
