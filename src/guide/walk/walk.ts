import { join } from "node:path";
import type { Context, Watching } from "../../context.ts";
import { UserError } from "../../errors.ts";
import type { EngineOptions } from "../bring-up.ts";
import { atLab } from "../current-lab.ts";
import { goToLab } from "../go-to.ts";
import { WORDS } from "../words.ts";
import { edit } from "./actions.ts";
import { startCheck } from "./check-job.ts";
import { inbox } from "./inbox.ts";
import { keyOf } from "./keys.ts";
import { arrive, layOutPages } from "./lesson.ts";
import { askQuestions } from "./questions.ts";
import { endJob, refresh, type Session, seeFiles, type WalkEvent } from "./session.ts";
import { showVerdict } from "./show-verdict.ts";
import { watchOwnFiles } from "./watch-own-files.ts";

export interface WalkOptions extends EngineOptions {
  readonly workspace: string;
  /** Open the learner's editor at once. */
  readonly edit?: boolean;
}

/** A guide that was killed gives its workspace free after this time. Milliseconds. */
const LEFT_BEHIND = 10_000;

/** Leads a learner through the labs until they quit. The terminal is given back as it was, whatever happens. */
export async function walk(ctx: Context, options: WalkOptions): Promise<void> {
  const { files, signal } = ctx;
  const lock = join(options.workspace, ".size-matters", "guide");
  const fail = () => new UserError(WORDS.begin.taken, { fix: WORDS.begin.takenFix });
  await files.locked(lock, { signal, busy: { fail }, stale: LEFT_BEHIND }, () => walkAlone(ctx, options));
}

async function walkAlone(ctx: Context, options: WalkOptions): Promise<void> {
  const events = inbox<WalkEvent>(ctx.signal);
  const at = await atLab(ctx, options.workspace);
  const keyboard = ctx.keys.listen((key) => events.put({ kind: "key", key }));
  const session: Session = {
    ctx,
    options,
    events,
    keyboard,
    at,
    pages: [],
    page: 0,
    pagesFor: "",
    seen: "",
    job: null,
  };
  let watching: Watching | undefined;
  try {
    watching = await watchOwnFiles(ctx, at.workspace, () => events.put({ kind: "saved" }));
    if (watching.polls) ctx.screen.say(WORDS.begin.polls);
    const kept = at.workspace.progress.current === null ? await goToLab(ctx, at) : null;
    await arrive(session, kept);
    if (options.edit) await edit(session);
    while (await answerKindly(session, await events.take()));
  } finally {
    keyboard.close();
    await endJob(session);
    await watching?.close();
  }
  ctx.screen.say(WORDS.quit(session.at.lab.file.title, "npm start"));
}

/** What can be mended is told, and the guide goes on. False when the learner wants to go. */
async function answerKindly(session: Session, event: WalkEvent): Promise<boolean> {
  try {
    const goesOn = await answer(session, event);
    if (goesOn) await refresh(session);
    return goesOn;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    session.ctx.screen.say(`${error.message}\n${error.fix}`);
    return true;
  }
}

/** Answers what happened. False when the learner wants to go. */
async function answer(session: Session, event: WalkEvent): Promise<boolean> {
  if (event.kind === "broken") throw event.error;
  if (event.kind === "saved") await checkSaved(session);
  else if (event.kind === "check") await check(session, false);
  else if (event.kind === "checked") await tell(session, event);
  else if (event.kind === "prepared") prepared(session, event);
  else return press(session, event.key);
  return true;
}

function prepared(session: Session, { job, problem }: Extract<WalkEvent, { kind: "prepared" }>): void {
  if (job !== session.job) return;
  session.job = null;
  if (problem) session.ctx.screen.say(`${problem.message}\n${problem.fix}`);
}

async function press(session: Session, pressed: string): Promise<boolean> {
  const key = keyOf(pressed);
  if (key?.key === "q") return false;
  if (key?.key === "c") await check(session, true);
  else await key?.does?.(session);
  return true;
}

async function checkSaved(session: Session): Promise<void> {
  if (!(await seeFiles(session))) return;
  if (session.job) session.ctx.screen.say(WORDS.check.again);
  await check(session, false);
}

/** A check that is under way is ended: what counts is what was saved last. */
async function check(session: Session, asked: boolean): Promise<void> {
  await endJob(session);
  await seeFiles(session);
  const job = startCheck(session.ctx, session.at, session.options, (end) => {
    if ("error" in end) session.events.put({ kind: "broken", error: end.error });
    else session.events.put({ kind: "checked", found: end.result, job, asked });
  });
  session.job = job;
}

async function tell(session: Session, event: Extract<WalkEvent, { kind: "checked" }>): Promise<void> {
  const { found, job, asked } = event;
  // Another check was begun meanwhile: this one is about what was there before.
  if (job !== session.job) return;
  session.job = null;
  await refresh(session);
  await showVerdict(session, found);
  await layOutPages(session);
  const open = found.questions.filter(({ verdict }) => verdict === "not-yet").map(({ id }) => id);
  if (asked && open.length > 0) await askQuestions(session, open);
}
