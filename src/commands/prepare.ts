import type { Context } from "../context.ts";
import { agreeOnEngine, bringUpTasks, type EngineOptions } from "../guide/bring-up.ts";
import { atLab } from "../guide/current-lab.ts";
import { labBaseTasks } from "../guide/lab-bases.ts";
import { readLadder } from "../guide/ladder.ts";
import { buildTasks } from "../guide/tour.ts";
import { inWorkspace } from "../guide/workspace.ts";
import { type ToolWishes, toolTasks } from "../tools/tool-tasks.ts";

export interface PrepareOptions extends EngineOptions, ToolWishes {
  readonly workspace?: string;
  readonly json?: boolean;
}

/** Fetches everything the labs need, by building every rung once: afterwards they run without a network. */
export async function prepare(ctx: Context, options: PrepareOptions): Promise<number> {
  const { workspace, labs } = await atLab(ctx, options.workspace);
  const ladder = await readLadder(ctx);
  return inWorkspace(ctx, workspace, async () => {
    const plan = await agreeOnEngine(ctx, options);
    const { tasks, workshop } = bringUpTasks(ctx, plan, workspace);
    const forTools = toolTasks(ctx, options, workshop);
    const without: string[] = [];
    const labTasks = labBaseTasks(ctx, labs, workshop, ({ id }, { message }) => {
      without.push(`The lab ${id} cannot be played here. ${message}`);
    });
    const rungs = buildTasks(ctx, ladder, workspace, workshop);
    await ctx.tasks.run([...tasks, ...rungs, ...labTasks, ...forTools.tasks]);
    const { bases } = workshop();
    for (const { reference, standIn } of bases)
      ctx.screen.say(`${reference}${standIn ? " (stand-in)" : ""}: here`);
    for (const says of await forTools.says()) ctx.screen.say(says);
    for (const says of without) ctx.screen.say(says);
    ctx.screen.say(
      `${without.length > 0 ? "All else" : "Everything"} is here. The workshop needs no network now: size-matters start`,
    );
    if (options.json) ctx.screen.result({ schemaVersion: 1, ready: true, bases, without });
    return 0;
  });
}
