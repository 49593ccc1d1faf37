import { KINDS } from "../checks/kinds.ts";
import { COLUMNS, table, wrapped } from "../columns.ts";
import type { Context } from "../context.ts";
import { UserError } from "../errors.ts";
import { lookAtLab } from "../guide/current-lab.ts";
import { WORDS } from "../guide/words.ts";
import { ANSWER_KINDS } from "../labs/answers/answer-kinds.ts";
import { lineOf } from "../labs/problems.ts";
import { readAllLabs } from "../labs/read-labs.ts";

export interface LabsOptions {
  readonly workspace?: string;
  readonly json?: boolean;
}

/** The labs with number, title, minutes and progress; `checks` lists what a lab can ask instead. */
export async function labs(ctx: Context, options: LabsOptions, what?: string): Promise<number> {
  if (what === "checks") return kinds(ctx, options);
  if (what === "verify") return verify(ctx);
  if (what !== undefined)
    throw new UserError(`There is nothing like "labs ${what}".`, {
      fix: "labs, labs checks, or labs verify",
    });
  const { labs: all, lab: current, workspace } = await lookAtLab(ctx, options.workspace);
  const { screen } = ctx;
  const rows = all.map(({ id, number, file: { title, minutes, chapter, talk } }) => ({
    ...{ id, number, title, minutes, chapter, talk, state: workspace.progress.of(id).state },
    current: id === current.id,
  }));
  const lines = table(rows.map(rowOf), [3]);
  for (const [index, { chapter }] of rows.entries()) {
    if (chapter !== rows[index - 1]?.chapter) screen.say(screen.tint("strong", WORDS.chapter(chapter)));
    screen.say(lines[index]);
  }
  if (options.json) screen.result({ schemaVersion: 1, labs: rows });
  return 0;
}

interface Row {
  readonly id: string;
  readonly number: number;
  readonly title: string;
  readonly minutes: number;
  readonly talk: boolean;
  readonly state: string;
  readonly current: boolean;
}

function rowOf({ current, number, id, title, minutes, talk, state }: Row): string[] {
  const mark = `${current ? ">" : " "} ${String(number).padStart(2)}`;
  return [mark, id, title, `${minutes} min`, talk ? "talk" : "", state === "started" ? "" : state];
}

function kinds({ screen }: Context, { json }: LabsOptions): number {
  const list = (kindsOf: Readonly<Record<string, { says: string }>>) =>
    Object.entries(kindsOf).map(([type, { says }]) => ({ type, says }));
  const [checks, answers] = [list(KINDS), list(ANSWER_KINDS)];
  const show = (title: string, all: typeof checks) => {
    screen.say(screen.tint("strong", title));
    for (const { type, says } of all) {
      for (const line of wrapped(says, COLUMNS, `  ${type.padEnd(18)}`, " ".repeat(20))) screen.say(line);
    }
  };
  show("Checks: what a goal can ask", checks);
  screen.say();
  show("Answers: what a question can ask", answers);
  if (json) screen.result({ schemaVersion: 1, checks, answers });
  return 0;
}

/** Every problem in every lab, one in a line, as editors and CI understand it. Exit code 1 when there is one. */
async function verify(ctx: Context): Promise<number> {
  const { labs: sound, problems } = await readAllLabs(ctx);
  for (const problem of problems) ctx.screen.say(lineOf(problem));
  if (problems.length === 0) ctx.screen.say(`${sound.length} labs are sound.`);
  return problems.length === 0 ? 0 : 1;
}
