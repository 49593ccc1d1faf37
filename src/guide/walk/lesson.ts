import { join } from "node:path";
import { wrapped } from "../../columns.ts";
import { fill } from "../../labs/fill.ts";
import { lessonValues } from "../lesson-values.ts";
import { WORDS } from "../words.ts";
import { pagesOf } from "./pages.ts";
import { startPreparing } from "./preparing.ts";
import { type Session, seeFiles, trackOf } from "./session.ts";

/** Lines that a page leaves for the keys below it, and for what stands above. */
const AROUND = 4;
const LEAST = 6;

/** Shows the lab that the learner has come to: what it is, what to make true, and the page of its text they are at. */
export async function arrive(session: Session, kept: string | null = null): Promise<void> {
  const { ctx, at } = session;
  const { lab, workspace } = at;
  const { screen } = ctx;
  const { columns } = screen.size();
  const values = await lessonValues(workspace, lab);
  const { title, chapter, minutes, goals } = lab.file;
  screen.say();
  screen.say(screen.tint("strong", WORDS.lab.heading(lab.number, title)));
  const time = workspace.progress.track === "talk" ? (lab.file["talk-minutes"] ?? minutes) : minutes;
  screen.say(screen.tint("quiet", WORDS.lab.about(WORDS.chapter(chapter), time)));
  screen.say();
  screen.say(WORDS.lab.goals);
  for (const { says } of goals) {
    for (const line of wrapped(fill(says, values), columns - 1, "  - ", "    ")) screen.say(line);
  }
  screen.say(WORDS.lab.file(screen.link(workspace.dockerfile)));
  if (kept) screen.say(WORDS.lab.kept(screen.link(kept)));
  screen.say();
  await layOutPages(session);
  session.page = Math.min(workspace.progress.of(lab.id).page, session.pages.length - 1);
  await seeFiles(session);
  showPage(session);
  startPreparing(session);
}

/** Puts the lab's text into pages, as they fit the terminal now. In another size the learner stays about where they were. */
export async function layOutPages(session: Session): Promise<void> {
  const { ctx, at } = session;
  const { screen, files } = ctx;
  const { columns, rows } = screen.size();
  const now = `${at.lab.id} ${columns}x${rows}`;
  if (session.pagesFor === now) return;
  session.pagesFor = now;
  const read = session.pages.length === 0 ? 0 : session.page / session.pages.length;
  const values = await lessonValues(at.workspace, at.lab);
  const height = screen.accessible ? Number.POSITIVE_INFINITY : Math.max(LEAST, screen.size().rows - AROUND);
  const texts = at.lab.file.steps.map(async ({ text }) => {
    const markdown = fill((await files.read(join(at.lab.folder, text))) ?? "", values);
    return pagesOf(screen.lines(markdown), height);
  });
  session.pages = (await Promise.all(texts)).flat();
  session.page = Math.floor(read * session.pages.length);
}

/** Shows the page that the learner is at, and the keys. */
export function showPage(session: Session): void {
  const { screen } = session.ctx;
  for (const line of session.pages[session.page] ?? []) screen.say(line);
  screen.say();
  showKeys(session);
}

/** The line with the most important keys, below whatever was shown. */
export function showKeys(session: Session): void {
  const { at, page, pages, ctx } = session;
  const track = trackOf(session);
  const place = track.findIndex(({ id }) => id === at.lab.id) + 1;
  const where = [`${at.lab.id} ${place}/${track.length}`, WORDS.lab.page(page + 1, pages.length)]
    .filter(Boolean)
    .join(", ");
  const keys = "n next  h hint  c check  s solution  l labs  ? keys  q quit";
  const line = `${where}   ${keys}`;
  const { columns } = ctx.screen.size();
  for (const part of line.length < columns ? [line] : [where, keys])
    ctx.screen.say(ctx.screen.tint("quiet", part));
}
