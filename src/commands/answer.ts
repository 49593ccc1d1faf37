import type { Context } from "../context.ts";
import { UserError } from "../errors.ts";
import { type EngineOptions, openWorkshop } from "../guide/bring-up.ts";
import { atLab } from "../guide/current-lab.ts";
import { judgeOneAnswer } from "../guide/judge-one-answer.ts";
import { inWorkspace } from "../guide/workspace.ts";
import { questionOf } from "../labs/lab.ts";
import { didYouMean } from "../labs/problems.ts";

export interface AnswerOptions extends EngineOptions {
  readonly workspace?: string;
  readonly json?: boolean;
}

/** Answers a question of the current lab. Exit code 0 when the answer is right for the learner's image, else 1. */
export async function answer(
  ctx: Context,
  options: AnswerOptions,
  id: string,
  value: string,
): Promise<number> {
  const at = await atLab(ctx, options.workspace);
  const question = questionOf(at.lab, id);
  if (!question) {
    const ids = at.lab.file.questions.map((one) => one.id);
    throw new UserError(`The lab ${at.lab.id} has no question "${id}".`, { fix: didYouMean(id, ids) });
  }
  return inWorkspace(ctx, at.workspace, async () => {
    const workshop = await openWorkshop(ctx, at.workspace, options);
    const judged = await judgeOneAnswer(ctx, { ...at, workshop }, question, value);
    const { screen } = ctx;
    if (judged.right) screen.say(`${screen.tint("good", "Right:")} ${judged.shown}`);
    else {
      screen.say(`${screen.tint("bad", "Not yet:")} ${judged.says}`);
      screen.say(
        `Look here: ${judged.look.text}${judged.look.command ? `\n  $ ${judged.look.command}` : ""}`,
      );
    }
    if (options.json) {
      const verdict = judged.right ? "met" : "not-yet";
      screen.result({
        schemaVersion: 1,
        lab: at.lab.id,
        id,
        verdict,
        ...(judged.right ? {} : { says: judged.says, look: judged.look }),
      });
    }
    return judged.right ? 0 : 1;
  });
}
