import type { Answered } from "../checks/subject.ts";
import type { Context } from "../context.ts";
import { fill } from "../labs/fill.ts";
import { questionOf } from "../labs/lab.ts";
import { type AboutImage, expectedFor, type Questioned } from "./about-image.ts";
import { labTag } from "./own-build.ts";
import { riddleTag } from "./riddle.ts";

/** Judges what the learner has answered to a question of the lab; null when they have not. */
export async function judgeAnswer(
  outside: Pick<Context, "tools">,
  asked: Questioned,
  id: string,
  images: { readonly own: () => Promise<AboutImage>; readonly riddle: () => Promise<AboutImage> },
): Promise<Answered | null> {
  const { workspace, lab } = asked;
  const given = workspace.progress.of(lab.id).answers[id];
  const question = questionOf(lab, id);
  if (given === undefined || !question) return null;
  const expected = await expectedFor(outside, asked, question, await images[question.about]());
  const judged = expected.judge(given);
  if (judged.right) return judged;
  const { text, command } = judged.look;
  const values = { image: question.about === "own" ? labTag(workspace, lab) : riddleTag(workspace, lab) };
  return { ...judged, look: { text: fill(text, values), command: command && fill(command, values) } };
}
