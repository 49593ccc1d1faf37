import { join } from "node:path";
import type { Context } from "../context.ts";
import { atLab } from "../guide/current-lab.ts";
import { readLadder } from "../guide/ladder.ts";
import { layOutLeg } from "../guide/leg.ts";
import { lessonValues } from "../guide/lesson-values.ts";
import { appendLog } from "../guide/log.ts";
import { byHandLines } from "../guide/make-files.ts";
import { moveTo, valuesFor } from "../guide/move-to.ts";
import { inWorkspace } from "../guide/workspace.ts";
import { fill } from "../labs/fill.ts";

export interface SolutionOptions {
  readonly workspace?: string;
  readonly apply?: boolean;
  readonly json?: boolean;
}

/** Shows the reference Dockerfile of the current lab; with `--apply` it takes the place of the learner's, which is kept. */
export async function solution(ctx: Context, options: SolutionOptions): Promise<number> {
  const { lab, workspace } = await atLab(ctx, options.workspace);
  return inWorkspace(ctx, workspace, async () => {
    const { screen, files } = ctx;
    const folder = join(workspace.folder, ".size-matters", `solution-${process.pid}`);
    try {
      const values = await valuesFor(workspace, lab);
      await layOutLeg(ctx, await readLadder(ctx), { lab, leg: { kind: "reference" }, values }, folder);
      const dockerfile = (await files.read(join(folder, "Dockerfile"))) ?? "";
      screen.say(dockerfile.trimEnd());
      screen.say();
      for (const line of byHandLines(workspace, lab)) screen.say(line);
      const kept = options.apply ? await moveTo(ctx, workspace, lab, { kind: "reference" }) : null;
      if (kept) screen.say(`It is in your workspace now; your own files are in ${kept}`);
      else screen.say("To put it into your workspace (yours is kept): size-matters solution --apply");
      for (const { why } of lab.file.goals)
        screen.say(`Why: ${fill(why, await lessonValues(workspace, lab))}`);
      await appendLog(ctx, workspace, { what: "solution", lab: lab.id, date: new Date().toISOString() });
      if (options.json)
        screen.result({ schemaVersion: 1, lab: lab.id, dockerfile, applied: options.apply ?? false, kept });
      return 0;
    } finally {
      await files.remove(folder);
    }
  });
}
