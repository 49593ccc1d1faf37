import { wrapped } from "../../columns.ts";
import type { Lab } from "../../labs/lab.ts";
import { shellWord } from "../../shell-word.ts";
import { openWorkshop } from "../bring-up.ts";
import { comparedFiles } from "../compared-files.ts";
import { goToLab, goToNext } from "../go-to.ts";
import { nextHint } from "../hints.ts";
import { pageOf } from "../lab-page.ts";
import { appendLog } from "../log.ts";
import { byHandLines } from "../make-files.ts";
import { moveTo } from "../move-to.ts";
import { labTag } from "../own-build.ts";
import { differenceScreen } from "../screens/difference.ts";
import { referenceScreen } from "../screens/reference.ts";
import { WORDS } from "../words.ts";
import { finale } from "./finale.ts";
import { arrive, layOutPages, showKeys, showPage } from "./lesson.ts";
import { chooseLab, labByNumber } from "./menu.ts";
import { askQuestions } from "./questions.ts";
import { asking, endJob, refresh, type Session, seeFiles, trackOf } from "./session.ts";

/** The next page; behind the last one the next lab. */
export async function nextPage(session: Session): Promise<void> {
  await layOutPages(session);
  if (session.page < session.pages.length - 1) return turnTo(session, session.page + 1);
  const { ctx, at } = session;
  const { progress } = at.workspace;
  if (progress.of(at.lab.id).state === "started") {
    const leave = await asking(session, () => ctx.ask.confirm(WORDS.skip, "size-matters skip"));
    if (!leave) return showKeys(session);
    await skipLab(session);
  }
  const track = trackOf(session);
  const following = track[track.findIndex(({ id }) => id === at.lab.id) + 1];
  if (!following) return finale(session);
  await endJob(session);
  const kept = await goToNext(ctx, at.lab, { ...at, lab: following });
  await refresh(session);
  await arrive(session, kept);
}

/** The page before. */
export async function previousPage(session: Session): Promise<void> {
  await layOutPages(session);
  await turnTo(session, Math.max(0, session.page - 1));
}

async function turnTo(session: Session, page: number): Promise<void> {
  session.page = page;
  await session.at.workspace.progress.change(session.at.lab.id, { page });
  showPage(session);
}

/** The lab counts as skipped, and its reference lies in the workspace. */
async function skipLab(session: Session): Promise<void> {
  const { ctx, at } = session;
  await endJob(session);
  await at.workspace.progress.change(at.lab.id, { state: "skipped" });
  await appendLog(ctx, at.workspace, { what: "skip", lab: at.lab.id, date: new Date().toISOString() });
  await showReference(session);
  await moveTo(ctx, at.workspace, at.lab, { kind: "reference" });
  await seeFiles(session);
}

/** The next hint of the goal that is missed. */
export async function showHint({ ctx, at }: Session): Promise<void> {
  const { screen } = ctx;
  const hint = await nextHint(ctx, at.workspace, at.lab);
  if (!hint) return;
  const { goal, text, number, left } = hint;
  screen.say();
  for (const line of wrapped(goal.says, screen.size().columns - 1)) screen.say(screen.tint("quiet", line));
  const title = `${WORDS.hint.which(number, goal.hints.length)}: `;
  for (const line of wrapped(text, screen.size().columns - 1, title, "  ")) screen.say(line);
  screen.say(left > 0 ? WORDS.hint.more : WORDS.hint.last);
}

/** The reference; the learner may take it over. */
export async function showSolution(session: Session): Promise<void> {
  const { ctx, at } = session;
  await showReference(session);
  await appendLog(ctx, at.workspace, { what: "solution", lab: at.lab.id, date: new Date().toISOString() });
  const apply = await asking(session, () =>
    ctx.ask.confirm(WORDS.solution.apply, "size-matters solution --apply"),
  );
  if (!apply) return showKeys(session);
  await endJob(session);
  const { progress } = at.workspace;
  if (progress.of(at.lab.id).state !== "met") await progress.change(at.lab.id, { state: "skipped" });
  const kept = await moveTo(ctx, at.workspace, at.lab, { kind: "reference" });
  await seeFiles(session);
  ctx.screen.say(WORDS.solution.applied);
  if (kept) ctx.screen.say(WORDS.lab.kept(ctx.screen.link(kept)));
  showKeys(session);
}

async function showReference({ ctx, at }: Session): Promise<void> {
  ctx.screen.say();
  const files = await comparedFiles(ctx, at.workspace, at.lab);
  for (const line of referenceScreen(files, ctx.screen)) ctx.screen.say(line);
  for (const line of byHandLines(at.workspace, at.lab)) ctx.screen.say(line);
}

/** What the reference has in place of the learner's. */
export async function showDifference({ ctx, at }: Session): Promise<void> {
  const files = await comparedFiles(ctx, at.workspace, at.lab);
  for (const line of differenceScreen(files, ctx.screen)) ctx.screen.say(line);
}

/** The lab's start once more. */
export async function resetLab(session: Session): Promise<void> {
  const { ctx, at } = session;
  if (!(await asking(session, () => ctx.ask.confirm(WORDS.reset, "size-matters reset"))))
    return showKeys(session);
  await appendLog(ctx, at.workspace, { what: "reset", lab: at.lab.id, date: new Date().toISOString() });
  await goTo(session, at.lab);
}

/** The labs, one of which may be gone to. */
export async function showLabs(session: Session): Promise<void> {
  const chosen = await chooseLab(session);
  if (chosen) await goTo(session, chosen);
  else showKeys(session);
}

/** A lab by its number, as an instructor says it. */
export async function goToNumber(session: Session): Promise<void> {
  const chosen = await labByNumber(session);
  if (chosen) await goTo(session, chosen);
  else showKeys(session);
}

async function goTo(session: Session, lab: Lab): Promise<void> {
  await endJob(session);
  await session.at.workspace.progress.change(lab.id, { page: 0 });
  const kept = await goToLab(session.ctx, { ...session.at, lab });
  await refresh(session);
  await arrive(session, kept);
}

/** The questions that are still open. */
export async function answerQuestions(session: Session): Promise<void> {
  const { ctx, at } = session;
  if (session.job) return ctx.screen.say(WORDS.check.wait);
  const { answers } = at.workspace.progress.of(at.lab.id);
  const ids = at.lab.file.questions.map(({ id }) => id);
  const unanswered = ids.filter((id) => answers[id] === undefined);
  await askQuestions(session, unanswered.length > 0 ? unanswered : ids);
  showKeys(session);
}

/** The app of the image that was built last, in a browser. */
export async function openCat({ ctx, at, options, job }: Session): Promise<void> {
  const { screen, engines, processes } = ctx;
  if (job) return screen.say(WORDS.check.wait);
  const workshop = await openWorkshop(ctx, at.workspace, options);
  const tag = labTag(at.workspace, at.lab);
  if ((await workshop.engine.docker.image(tag)) === null) return screen.say(WORDS.open.notYet);
  const page = pageOf(at.lab);
  if (page === null) return screen.say(WORDS.open.none(tag));
  const address = await engines.serveApp(workshop, tag, page);
  screen.say((await processes.openBrowser(address)) ? WORDS.open.at(address) : WORDS.open.by(address));
}

/** The learner's own editor, on the Dockerfile. One that needs the terminal has it until it ends. */
export async function edit(session: Session): Promise<void> {
  const { ctx, at } = session;
  const { VISUAL, EDITOR } = ctx.host.env;
  const editor = VISUAL || EDITOR;
  const { dockerfile } = at.workspace;
  if (!editor) return ctx.screen.say(WORDS.edit.none(ctx.screen.link(dockerfile)));
  const command = `${editor} ${shellWord(dockerfile)}`;
  const shell = ctx.host.platform === "win32" ? ["cmd", "/c"] : ["sh", "-c"];
  await asking(session, () => ctx.processes.runOnTerminal(shell[0] ?? "", [shell[1] ?? "", command]));
  showKeys(session);
}
