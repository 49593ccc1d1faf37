import { exitCodeFor, overall } from "../checks/verdict.ts";
import type { BringUpPlan, Context } from "../context.ts";
import { UserError } from "../errors.ts";
import { agreeOnEngine, bringUpTasks, type EngineOptions } from "../guide/bring-up.ts";
import { judgeTour } from "../guide/judge-tour.ts";
import { type Rung, readLadder, upTo } from "../guide/ladder.ts";
import { tourTasks } from "../guide/tour.ts";
import { tourDocument } from "../guide/tour-document.ts";
import { tourReport } from "../guide/tour-report.ts";
import { inWorkspace, openWorkspace, type Workspace, workspaceFolder } from "../guide/workspace.ts";

export interface TourOptions extends EngineOptions {
  readonly to?: string;
  readonly json?: boolean;
  readonly workspace?: string;
}

/** Plays the ladder with its references and shows the scoreboard. Exit code 0 when every goal is met. */
export async function tour(ctx: Context, options: TourOptions): Promise<number> {
  const ladder = await readLadder(ctx);
  const rungs = upTo(ladder, options.to);
  const naive = ladder[0];
  if (naive === undefined) throw new Error("the package holds no dockerfiles");
  const workspace = await openWorkspace(ctx, await workspaceFolder(ctx, options.workspace), naive.path);
  return inWorkspace(ctx, workspace, async () => {
    const plan = await agreeOnEngine(ctx, options);
    return play(ctx, workspace, rungs, {
      plan,
      whole: rungs.length === ladder.length,
      json: options.json ?? false,
    });
  });
}

async function play(
  ctx: Context,
  workspace: Workspace,
  rungs: readonly Rung[],
  { plan, whole, json }: { plan: BringUpPlan; whole: boolean; json: boolean },
): Promise<number> {
  const { tasks, workshop } = bringUpTasks(ctx, plan, workspace);
  const { tasks: rungTasks, results } = tourTasks(ctx, rungs, workspace, workshop);
  const stopped = await ctx.tasks.run([...tasks, ...rungTasks]).then(
    () => null,
    (error: unknown) => {
      if (error instanceof UserError && results.length > 0) return error;
      throw error;
    },
  );
  const goals = judgeTour(results, whole && stopped === null);
  const verdict = stopped === null ? overall(goals) : "could-not-check";
  const { engine, bases } = workshop();
  const standIns = bases.some(({ standIn }) => standIn);
  const { screen } = ctx;
  for (const line of tourReport(results, goals, engine, standIns, screen)) screen.say(line);
  if (json) screen.result(tourDocument(engine, standIns, results, goals, verdict));
  if (stopped !== null) throw stopped;
  return exitCodeFor(verdict);
}
