import { exitCodeFor } from "../checks/verdict.ts";
import type { Context } from "../context.ts";
import { Cancelled, UserError } from "../errors.ts";
import { type EngineOptions, openWorkshop } from "../guide/bring-up.ts";
import { checkLab } from "../guide/check-lab.ts";
import { type AtLab, atLab, mustBeAtLab, mustHaveDockerfile } from "../guide/current-lab.ts";
import type { LabVerdict } from "../guide/lab-verdict.ts";
import { verdictScreen } from "../guide/screens/verdict.ts";
import { uncheckable } from "../guide/uncheckable.ts";
import { inWorkspace } from "../guide/workspace.ts";

export interface CheckOptions extends EngineOptions {
  readonly workspace?: string;
  readonly json?: boolean;
  /** In seconds. */
  readonly deadline?: string;
}

/** Builds the learner's image and checks every goal of the lab. Exit code 0 met, 1 not yet, 2 could not check. */
export async function check(ctx: Context, options: CheckOptions, named?: string): Promise<number> {
  const at = await atLab(ctx, options.workspace, named);
  mustBeAtLab(at, named);
  await mustHaveDockerfile(ctx, at);
  const show = (found: LabVerdict) => {
    ctx.screen.status("");
    for (const line of verdictScreen(at.lab, found, ctx.screen)) ctx.screen.say(line);
    if (options.json) ctx.screen.result(found);
  };
  const found = await inWorkspace(ctx, at.workspace, () => checked(ctx, at, options, show));
  return exitCodeFor(found.verdict);
}

async function checked(
  ctx: Context,
  at: AtLab,
  options: CheckOptions,
  onFound: (found: LabVerdict) => void,
): Promise<LabVerdict> {
  let shown = false;
  const show = (found: LabVerdict) => {
    shown = true;
    onFound(found);
  };
  try {
    const workshop = await openWorkshop(ctx, at.workspace, options);
    return await checkLab(ctx, { ...at, workshop, ...deadlineOf(options), onFound: show }, ctx.screen.status);
  } catch (error) {
    // A verdict that was shown stands; that a container could not be taken away afterwards is another matter.
    if (shown || error instanceof Cancelled || !(error instanceof UserError)) throw error;
    const found = uncheckable(at.lab, error);
    onFound(found);
    return found;
  } finally {
    ctx.screen.status("");
  }
}

function deadlineOf({ deadline }: CheckOptions): { deadline?: number } {
  if (deadline === undefined) return {};
  const seconds = Number(deadline);
  if (seconds > 0) return { deadline: seconds };
  throw new UserError(`"${deadline}" is no number of seconds.`, { fix: "For ten minutes: --deadline 600" });
}
