import type { Context } from "../context.ts";
import { atLab } from "../guide/current-lab.ts";
import { lessonValues } from "../guide/lesson-values.ts";
import { appendLog } from "../guide/log.ts";
import { inWorkspace } from "../guide/workspace.ts";
import { fill } from "../labs/fill.ts";
import { goalOf } from "../labs/lab.ts";

export interface HintOptions {
  readonly workspace?: string;
  readonly json?: boolean;
}

/** The next hint for a goal of the current lab: from a nudge to nearly there. After the last it names `solution`. */
export async function hint(ctx: Context, options: HintOptions, named?: string): Promise<number> {
  const { lab, workspace } = await atLab(ctx, options.workspace);
  return inWorkspace(ctx, workspace, async () => {
    const { screen } = ctx;
    const { progress } = workspace;
    const goal = (named ? goalOf(lab, named) : undefined) ?? lab.file.goals[0];
    if (!goal) return 0;
    const read = progress.of(lab.id).hints[goal.id] ?? 0;
    const values = await lessonValues(workspace, lab);
    const text = fill(goal.hints[Math.min(read, goal.hints.length - 1)] ?? "", values);
    const left = Math.max(0, goal.hints.length - read - 1);
    screen.say(goal.says);
    screen.say();
    screen.say(`Hint ${Math.min(read + 1, goal.hints.length)} of ${goal.hints.length}: ${text}`);
    screen.say(left > 0 ? "Another one: size-matters hint" : "The reference itself: size-matters solution");
    const hints = { ...progress.of(lab.id).hints, [goal.id]: Math.min(read + 1, goal.hints.length) };
    await progress.change(lab.id, { hints });
    await appendLog(ctx, workspace, {
      what: "hint",
      lab: lab.id,
      date: new Date().toISOString(),
      goal: goal.id,
      number: read + 1,
    });
    if (options.json) screen.result({ schemaVersion: 1, lab: lab.id, goal: goal.id, hint: text, left });
    return 0;
  });
}
