import type { Context } from "../context.ts";
import { comparedFiles } from "../guide/compared-files.ts";
import { atLab } from "../guide/current-lab.ts";
import { differenceScreen } from "../guide/screens/difference.ts";

export interface DiffOptions {
  readonly workspace?: string;
  readonly json?: boolean;
}

/** The difference between the learner's files and the reference of the current lab. */
export async function diff(ctx: Context, options: DiffOptions): Promise<number> {
  const { lab, workspace } = await atLab(ctx, options.workspace);
  const { screen } = ctx;
  const files = await comparedFiles(ctx, workspace, lab);
  for (const line of differenceScreen(files, screen)) screen.say(line);
  if (options.json) screen.result({ schemaVersion: 1, lab: lab.id, files });
  return 0;
}
