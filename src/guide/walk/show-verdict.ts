import { COLUMNS, table, wrapped } from "../../columns.ts";
import { formatBytes, formatSeconds } from "../../figures.ts";
import { fill } from "../../labs/fill.ts";
import type { Lab } from "../../labs/lab.ts";
import { type ComparedFile, comparedFiles } from "../compared-files.ts";
import { goalToHelp } from "../hints.ts";
import type { LabVerdict } from "../lab-verdict.ts";
import { lessonValues } from "../lesson-values.ts";
import { type LoggedCheck, readChecks } from "../log.ts";
import { differenceLines } from "../screens/difference.ts";
import { verdictScreen } from "../screens/verdict.ts";
import { WORDS } from "../words.ts";
import { showKeys } from "./lesson.ts";
import type { Session } from "./session.ts";

/** Shows what a check found. The verdict itself comes last, above the keys. */
export async function showVerdict(session: Session, found: LabVerdict): Promise<void> {
  const { ctx, at } = session;
  const { screen } = ctx;
  const lines = verdictScreen(at.lab, found, screen);
  screen.say();
  for (const line of lines.slice(0, -1)) screen.say(line);
  if (found.verdict === "met") await showPassed(session);
  else offerHelp(session);
  screen.say(`${lines.at(-1)}  ${nextOf(found)}`.trimEnd());
  showKeys(session);
}

function nextOf({ verdict, questions }: LabVerdict): string {
  const open = questions.filter((question) => question.verdict !== "met").length;
  return [
    ...(verdict === "met" ? [WORDS.check.next] : []),
    ...(open > 0 && verdict !== "could-not-check" ? [WORDS.check.answer(open)] : []),
  ].join("  ");
}

function offerHelp({ ctx, at }: Session): void {
  const goal = goalToHelp(at.lab, at.workspace);
  if (!goal) return;
  for (const line of wrapped(WORDS.check.offer(goal.says), COLUMNS)) ctx.screen.say(line);
  ctx.screen.say();
}

/** Why it works, what the learner did and what the reference does, and what it has come to. */
async function showPassed(session: Session): Promise<void> {
  const { ctx, at } = session;
  const { screen } = ctx;
  const title = (text: string) => screen.say(screen.tint("strong", text));
  const values = await lessonValues(at.workspace, at.lab);
  title(WORDS.passed.why);
  for (const { why } of at.lab.file.goals) {
    for (const line of wrapped(fill(why, values), COLUMNS, "  ")) screen.say(line);
  }
  screen.say();
  for (const file of await comparedFiles(ctx, at.workspace, at.lab)) showChange(session, file, title);
  const board = await beforeAndAfter(session);
  if (board.length === 0) return;
  title(WORDS.passed.board);
  for (const line of board) screen.say(line);
  screen.say();
}

function showChange({ ctx }: Session, file: ComparedFile, title: (text: string) => void): void {
  const { screen } = ctx;
  const { path, start, own, reference } = file;
  const yours = differenceLines(start, own, screen);
  if (yours.length === 0) return;
  title(WORDS.passed.yours(path));
  for (const line of yours) screen.say(line);
  screen.say();
  if (own === reference) screen.say(WORDS.passed.same);
  else {
    title(WORDS.passed.reference(path));
    for (const line of differenceLines(start, reference, screen)) screen.say(line);
  }
  screen.say();
}

/** The image that met the lab before this one, or the first of this one, beside the one that was built just now. */
async function beforeAndAfter({ ctx, at }: Session): Promise<string[]> {
  const checks = await readChecks(ctx, at.workspace);
  const now = checks.get(at.lab.id)?.at(-1);
  const before = lastMetBefore(at.labs, at.lab, checks) ?? checks.get(at.lab.id)?.find(({ bytes }) => bytes);
  if (!now?.bytes || !before?.bytes || before === now) return [];
  const row = (name: string, { bytes, layers, wastedBytes, seconds }: LoggedCheck) => [
    `  ${name}`,
    formatBytes(bytes ?? 0),
    layers === null ? "-" : String(layers),
    wastedBytes === null ? "-" : formatBytes(wastedBytes),
    formatSeconds(seconds),
  ];
  const head = ["  ", "image", "layers", "waste", "build"];
  const names = before.lab === now.lab ? ["at first", "now"] : [before.lab, now.lab];
  return table([head, row(names[0] ?? "", before), row(names[1] ?? "", now)], [1, 2, 3, 4]);
}

function lastMetBefore(
  labs: readonly Lab[],
  lab: Lab,
  checks: ReadonlyMap<string, readonly LoggedCheck[]>,
): LoggedCheck | undefined {
  const earlier = labs.slice(0, labs.indexOf(lab)).flatMap(({ id }) => checks.get(id) ?? []);
  return earlier.filter(({ verdict, bytes }) => verdict === "met" && bytes).at(-1);
}
