import { table } from "../columns.ts";
import type { Context } from "../context.ts";
import { formatBytes } from "../figures.ts";
import { lookAtLab } from "../guide/current-lab.ts";
import { type LoggedCheck, readChecks } from "../guide/log.ts";
import type { Lab } from "../labs/lab.ts";

export interface StatusOptions {
  readonly workspace?: string;
  readonly json?: boolean;
}

/** The scoreboard: the learner's labs, and what their builds have come to. */
export async function status(ctx: Context, options: StatusOptions): Promise<number> {
  const { labs, lab, workspace } = await lookAtLab(ctx, options.workspace);
  const { screen } = ctx;
  const checks = await readChecks(ctx, workspace);
  const rows = labs.map((one) => rowOf(one, workspace.progress.of(one.id), checks.get(one.id) ?? []));
  const shown = rows.map(({ number, id, state, bytes, checks: count }) => [
    `${id === lab.id ? ">" : " "} ${number}`,
    id,
    state,
    bytes === null ? "-" : formatBytes(bytes),
    `${count}`,
  ]);
  for (const line of table([["   #", "lab", "state", "image", "checks"], ...shown], [3, 4])) screen.say(line);
  const met = rows.filter(({ state }) => state === "met").length;
  screen.say();
  screen.say(`${met} of ${rows.length} labs are met. You are at ${lab.id}: ${lab.file.title}`);
  if (options.json) screen.result({ schemaVersion: 1, current: lab.id, labs: rows });
  return 0;
}

function rowOf(
  { id, number, file }: Lab,
  progress: { state: string; met: string | null },
  checks: readonly LoggedCheck[],
) {
  const state = checks.length === 0 && progress.state === "started" ? "open" : progress.state;
  return { number, id, title: file.title, state, bytes: checks.at(-1)?.bytes ?? null, checks: checks.length };
}
