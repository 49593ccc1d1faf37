import { cut } from "../../columns.ts";
import type { Context } from "../../context.ts";
import { Cancelled, UserError } from "../../errors.ts";
import { type EngineOptions, openWorkshop } from "../bring-up.ts";
import { checkLab } from "../check-lab.ts";
import { type AtLab, mustHaveDockerfile } from "../current-lab.ts";
import type { LabVerdict } from "../lab-verdict.ts";
import { prepareLab } from "../prepare-lab.ts";
import { uncheckable } from "../uncheckable.ts";
import { WORDS } from "../words.ts";
import { inWorkspace } from "../workspace.ts";
import { buildLine } from "./build-lines.ts";
import { type Job, type OnEnd, startJob } from "./job.ts";

const TELL_EVERY = 500;

/** Begins a check in the background. `onEnd` is told how it ended, unless it was stopped. */
export function startCheck(ctx: Context, at: AtLab, options: EngineOptions, onEnd: OnEnd<LabVerdict>): Job {
  return startJob(ctx, (inJob) => checked(inJob, at, options), onEnd);
}

async function checked(ctx: Context, at: AtLab, options: EngineOptions): Promise<LabVerdict> {
  const live = liveLine(ctx);
  try {
    await mustHaveDockerfile(ctx, at);
    return await inWorkspace(ctx, at.workspace, async () => {
      const workshop = await openWorkshop(ctx, at.workspace, options);
      await prepareLab(ctx, workshop, at, live.report);
      return checkLab(ctx, { ...at, workshop }, live.report);
    });
  } catch (error) {
    if (error instanceof Cancelled || ctx.signal.aborted || !(error instanceof UserError)) throw error;
    return uncheckable(at.lab, error);
  } finally {
    live.end();
  }
}

/** The builder's steps as lines that stay, and one passing line with what is waited for. */
function liveLine({ screen }: Context) {
  const started = performance.now();
  let words: (seconds: number) => string = WORDS.check.building;
  const tell = () => screen.status(words((performance.now() - started) / 1000));
  const timer = setInterval(tell, TELL_EVERY);
  tell();
  return {
    report: (line: string) => {
      const step = buildLine(line);
      if (step !== null) screen.say(screen.tint("quiet", cut(step, screen.size().columns - 1)));
      if (/^looking /.test(line)) words = WORDS.check.looking;
      tell();
    },
    end: () => {
      clearInterval(timer);
      screen.status("");
    },
  };
}
