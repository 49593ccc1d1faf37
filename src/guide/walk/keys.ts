import { WORDS } from "../words.ts";
import {
  answerQuestions,
  edit,
  goToNumber,
  nextPage,
  openCat,
  previousPage,
  resetLab,
  showDifference,
  showHint,
  showLabs,
  showSolution,
} from "./actions.ts";
import type { Session } from "./session.ts";

interface Key {
  readonly key: string;
  /** Other keys that do the same. */
  readonly also?: readonly string[];
  readonly says: string;
  /** The command that does the same. */
  readonly verb: string;
  /** What it does, where the walk itself does not. */
  readonly does?: (session: Session) => Promise<void>;
}

/** The keys of the guide. */
const KEYS: readonly Key[] = [
  { key: "n", also: ["enter", "space", "right"], says: WORDS.keys.n, verb: "next", does: nextPage },
  { key: "p", also: ["left"], says: WORDS.keys.p, verb: "lesson", does: previousPage },
  { key: "h", says: WORDS.keys.h, verb: "hint", does: showHint },
  { key: "c", says: WORDS.keys.c, verb: "check" },
  { key: "s", says: WORDS.keys.s, verb: "solution", does: showSolution },
  { key: "r", says: WORDS.keys.r, verb: "reset", does: resetLab },
  { key: "l", says: WORDS.keys.l, verb: "labs", does: showLabs },
  { key: "g", says: WORDS.keys.g, verb: "goto LAB", does: goToNumber },
  { key: "d", says: WORDS.keys.d, verb: "diff", does: showDifference },
  { key: "a", says: WORDS.keys.a, verb: "answer ID VALUE", does: answerQuestions },
  { key: "o", says: WORDS.keys.o, verb: "open", does: openCat },
  { key: "e", says: WORDS.keys.e, verb: "start --edit", does: edit },
  { key: "?", says: WORDS.keys.help, verb: "--help", does: showHelp },
  { key: "q", says: WORDS.keys.q, verb: "" },
];

/** The key that was meant; null for one that does nothing. */
export function keyOf(pressed: string): Key | null {
  const small = pressed.toLowerCase();
  return KEYS.find(({ key, also = [] }) => key === small || also.includes(small)) ?? null;
}

async function showHelp({ ctx }: Session): Promise<void> {
  const { screen } = ctx;
  screen.say();
  screen.say(screen.tint("strong", WORDS.keys.title));
  for (const { key, says, verb } of KEYS) {
    screen.say(`  ${key}  ${says.padEnd(40)}${verb && `size-matters ${verb}`}`.trimEnd());
  }
}
