import type { Context } from "../context.ts";
import { agreeOnEngine, bringUpTasks, type EngineOptions } from "../guide/bring-up.ts";
import { atLab } from "../guide/current-lab.ts";
import { readLadder } from "../guide/ladder.ts";
import { buildTasks } from "../guide/tour.ts";
import { inWorkspace } from "../guide/workspace.ts";

export interface PrepareOptions extends EngineOptions {
  readonly workspace?: string;
  readonly json?: boolean;
}

/** Fetches everything the labs need, by building every rung once: afterwards they run without a network. */
export async function prepare(ctx: Context, options: PrepareOptions): Promise<number> {
  const { workspace } = await atLab(ctx, options.workspace);
  const ladder = await readLadder(ctx);
  return inWorkspace(ctx, workspace, async () => {
    const plan = await agreeOnEngine(ctx, options);
    const { tasks, workshop } = bringUpTasks(ctx, plan, workspace);
    await ctx.tasks.run([...tasks, ...buildTasks(ctx, ladder, workspace, workshop)]);
    const { bases } = workshop();
    for (const { reference, standIn } of bases)
      ctx.screen.say(`${reference}${standIn ? " (stand-in)" : ""}: here`);
    ctx.screen.say("Everything is here. The workshop needs no network now: size-matters start");
    if (options.json) ctx.screen.result({ schemaVersion: 1, ready: true, bases });
    return 0;
  });
}
