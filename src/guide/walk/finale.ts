import { join } from "node:path";
import type { Context, Workshop } from "../../context.ts";
import { Cancelled, UserError } from "../../errors.ts";
import type { Lab } from "../../labs/lab.ts";
import { openWorkshop } from "../bring-up.ts";
import { checkLab } from "../check-lab.ts";
import type { AtLab } from "../current-lab.ts";
import { passedFolder } from "../keep-found.ts";
import type { LabVerdict } from "../lab-verdict.ts";
import { readChecks } from "../log.ts";
import { journey } from "../screens/journey.ts";
import { uncheckable } from "../uncheckable.ts";
import { WORDS } from "../words.ts";
import { inWorkspace } from "../workspace.ts";
import { asking, type Session } from "./session.ts";

/** The end: every lab that was met is checked again with the files that met it, and the whole journey is shown. */
export async function finale(session: Session): Promise<void> {
  const { ctx, at, options } = session;
  const { screen } = ctx;
  screen.say();
  screen.say(screen.tint("strong", WORDS.done.last));
  const found = await asking(session, () =>
    inWorkspace(ctx, at.workspace, async () => {
      const workshop = await openWorkshop(ctx, at.workspace, options);
      return checkAgain(ctx, at, workshop);
    }),
  );
  const broken = found.filter(({ verdict }) => verdict !== "met").map(({ lab }) => lab);
  screen.say();
  screen.say(screen.tint("strong", WORDS.done.journey));
  const checks = await readChecks(ctx, at.workspace);
  for (const line of journey(at.labs, at.workspace.progress, checks)) screen.say(line);
  screen.say(WORDS.done.takeAlong);
  screen.say();
  screen.say(broken.length === 0 ? WORDS.done.allMet : WORDS.done.broken(broken));
}

/** Checks every lab that was met, one after the other; nothing of it is recorded. */
async function checkAgain(ctx: Context, at: AtLab, workshop: Workshop): Promise<LabVerdict[]> {
  const found: LabVerdict[] = [];
  const { progress } = at.workspace;
  const met = at.labs.filter(({ id }) => progress.of(id).state === "met");
  await ctx.tasks.run(
    met.map((lab) => ({
      title: WORDS.done.again(lab.file.title),
      work: async (report) => {
        found.push(await again(ctx, { ...at, lab }, workshop, report));
      },
    })),
  );
  return found;
}

async function again(
  ctx: Context,
  { labs, lab, workspace }: AtLab,
  workshop: Workshop,
  report: (line: string) => void,
): Promise<LabVerdict> {
  const app = passedFolder(workspace, lab as Lab);
  const passed = { ...workspace, app, dockerfile: join(app, "Dockerfile") };
  try {
    return await checkLab(ctx, { labs, lab, workspace: passed, workshop, unrecorded: true }, report);
  } catch (error) {
    if (error instanceof Cancelled || !(error instanceof UserError)) throw error;
    return uncheckable(lab, error);
  }
}
