import type { Question } from "../../labs/lab-schema.ts";
import { openWorkshop } from "../bring-up.ts";
import { judgeOneAnswer } from "../judge-one-answer.ts";
import { WORDS } from "../words.ts";
import { inWorkspace } from "../workspace.ts";
import { asking, type Session } from "./session.ts";

/** Asks questions of the lab, one at a time. One that is left ends it; after right answers the lab is checked again. */
export async function askQuestions(session: Session, open: readonly string[]): Promise<void> {
  const { ctx, at, events } = session;
  const questions = at.lab.file.questions.filter(({ id }) => open.includes(id));
  if (questions.length === 0) ctx.screen.say(WORDS.questions.none);
  // What is typed while an answer is judged belongs to the next question.
  const right = await asking(session, () => countRight(session, questions));
  if (right > 0) events.put({ kind: "check" });
}

async function countRight(session: Session, questions: readonly Question[]): Promise<number> {
  for (const [index, question] of questions.entries()) {
    if (!(await askUntilRight(session, question))) return index;
  }
  return questions.length;
}

/** False when the question was left. */
async function askUntilRight(session: Session, question: Question): Promise<boolean> {
  for (;;) {
    const value = await answerTo(session, question);
    if (value === null) return false;
    if (await judge(session, question, value)) return true;
  }
}

function answerTo(session: Session, { id, asks, answer }: Question): Promise<string | null> {
  const { ask } = session.ctx;
  const choices = "choices" in answer ? (answer.choices ?? []) : [];
  const flag = `size-matters answer ${id} …`;
  const options = choices.map((choice) => ({ says: choice, value: choice }));
  return choices.length === 0 ? ask.text(asks, flag) : ask.choose(asks, options, flag);
}

async function judge({ ctx, at, options }: Session, question: Question, value: string): Promise<boolean> {
  const { screen } = ctx;
  const judged = await inWorkspace(ctx, at.workspace, async () => {
    const workshop = await openWorkshop(ctx, at.workspace, options);
    return judgeOneAnswer(ctx, { ...at, workshop }, question, value);
  });
  if (judged.right) screen.say(`${screen.tint("good", WORDS.questions.right)} ${judged.shown}`);
  else {
    const { says, look } = judged;
    screen.say(`${screen.tint("bad", WORDS.questions.wrong)} ${says}`);
    screen.say(`${WORDS.questions.look} ${look.text}${look.command ? `\n  $ ${look.command}` : ""}`);
  }
  return judged.right;
}
