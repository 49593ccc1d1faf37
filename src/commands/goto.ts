import type { Context } from "../context.ts";
import { UserError } from "../errors.ts";
import { type AtLab, atLab } from "../guide/current-lab.ts";
import { goToLab, goToNext } from "../guide/go-to.ts";
import { lessonValues } from "../guide/lesson-values.ts";
import { appendLog } from "../guide/log.ts";
import { inWorkspace } from "../guide/workspace.ts";
import { fill } from "../labs/fill.ts";

export interface GotoOptions {
  readonly workspace?: string;
  readonly json?: boolean;
}

/** Puts the workspace at a lab's start. The learner's files are kept beside. */
export async function goTo(ctx: Context, options: GotoOptions, named: string): Promise<number> {
  const at = await atLab(ctx, options.workspace, named);
  return inWorkspace(ctx, at.workspace, async () => told(ctx, at, await goToLab(ctx, at), options));
}

/** Goes to the lab after the current one. Files that have met its goals stay where the next one starts from them. */
export async function next(ctx: Context, options: GotoOptions): Promise<number> {
  const at = await atLab(ctx, options.workspace);
  const following = at.labs[at.labs.indexOf(at.lab) + 1];
  if (!following) {
    throw new UserError("This was the last lab.", { fix: "See what you have built: size-matters status" });
  }
  const to = { ...at, lab: following };
  return inWorkspace(ctx, at.workspace, async () => told(ctx, to, await goToNext(ctx, at.lab, to), options));
}

/** Puts the current lab's start back. The learner's files are kept beside. */
export async function reset(ctx: Context, options: GotoOptions): Promise<number> {
  const at = await atLab(ctx, options.workspace);
  return inWorkspace(ctx, at.workspace, async () => {
    await appendLog(ctx, at.workspace, { what: "reset", lab: at.lab.id, date: new Date().toISOString() });
    return told(ctx, at, await goToLab(ctx, at), options);
  });
}

/** Marks the current lab as skipped, puts its reference into the workspace, and goes on to the next. */
export async function skip(ctx: Context, options: GotoOptions): Promise<number> {
  const at = await atLab(ctx, options.workspace);
  await inWorkspace(ctx, at.workspace, async () => {
    await at.workspace.progress.change(at.lab.id, { state: "skipped" });
    await appendLog(ctx, at.workspace, { what: "skip", lab: at.lab.id, date: new Date().toISOString() });
  });
  ctx.screen.say(`Skipped: ${at.lab.file.title}. What it asks for: size-matters solution`);
  return next(ctx, options);
}

async function told(
  ctx: Context,
  { lab, workspace }: AtLab,
  kept: string | null,
  { json }: GotoOptions,
): Promise<number> {
  const { screen } = ctx;
  const values = await lessonValues(workspace, lab);
  screen.say(`Lab ${lab.number}, ${lab.file.title} (about ${lab.file.minutes} minutes)`);
  screen.say(`Your Dockerfile: ${workspace.dockerfile}`);
  if (kept) screen.say(`Your files from before are in ${kept}`);
  for (const { says } of lab.file.goals) screen.say(`  goal: ${fill(says, values)}`);
  screen.say("Mend it, and type: size-matters check");
  if (json) screen.result({ schemaVersion: 1, lab: lab.id, dockerfile: workspace.dockerfile, kept });
  return 0;
}
