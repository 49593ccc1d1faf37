import type { Choice } from "../../context.ts";
import type { Lab } from "../../labs/lab.ts";
import { WORDS } from "../words.ts";
import { asking, type Session, trackOf } from "./session.ts";

const TITLE = 34;

/** All labs by chapters with minutes and progress; gives the one that was chosen, or null. */
export function chooseLab(session: Session): Promise<Lab | null> {
  const { ask } = session.ctx;
  return asking(session, () => ask.choose(WORDS.menu.which, choicesOf(session), "size-matters goto LAB"));
}

function choicesOf(session: Session): Choice<Lab>[] {
  const { at } = session;
  const { progress } = at.workspace;
  const isTalk = progress.track === "talk";
  return trackOf(session).map((lab) => {
    const { title, minutes, chapter } = lab.file;
    const { state } = progress.of(lab.id);
    const time = isTalk ? (lab.file["talk-minutes"] ?? minutes) : minutes;
    const marks = [`${time} min`, state === "started" ? "" : state, !isTalk && lab.file.talk ? "talk" : ""];
    const says = [
      String(lab.number).padStart(2),
      title.slice(0, TITLE).padEnd(TITLE),
      WORDS.chapter(chapter).padEnd(12).slice(0, 12),
      ...marks.filter(Boolean),
    ].join("  ");
    return { says, value: lab, first: lab.id === at.lab.id };
  });
}

/** The lab whose number is typed, or null. */
export async function labByNumber(session: Session): Promise<Lab | null> {
  const { ask, screen } = session.ctx;
  const number = await asking(session, () => ask.text(WORDS.menu.number, "size-matters goto LAB"));
  if (number === null) return null;
  const found = session.at.labs.find((lab) => lab.number === Number(number) || lab.id === number);
  if (!found) screen.say(WORDS.menu.none(number));
  return found ?? null;
}
