import type { Context } from "../context.ts";
import { atLab } from "../guide/current-lab.ts";
import { nextHint } from "../guide/hints.ts";
import { inWorkspace } from "../guide/workspace.ts";

export interface HintOptions {
  readonly workspace?: string;
  readonly json?: boolean;
}

/** The next hint for a goal of the current lab: from a nudge to nearly there. After the last it names `solution`. */
export async function hint(ctx: Context, options: HintOptions, named?: string): Promise<number> {
  const { lab, workspace } = await atLab(ctx, options.workspace);
  return inWorkspace(ctx, workspace, async () => {
    const { screen } = ctx;
    const found = await nextHint(ctx, workspace, lab, named);
    if (!found) return 0;
    const { goal, text, number, left } = found;
    screen.say(goal.says);
    screen.say();
    screen.say(`Hint ${number} of ${goal.hints.length}: ${text}`);
    screen.say(left > 0 ? "Another one: size-matters hint" : "The reference itself: size-matters solution");
    if (options.json) screen.result({ schemaVersion: 1, lab: lab.id, goal: goal.id, hint: text, left });
    return 0;
  });
}
