import type { Answered } from "../checks/subject.ts";
import { fill } from "../labs/fill.ts";
import { questionOf } from "../labs/lab.ts";
import { type AskedImages, expectedFor, type Questioned } from "./about-image.ts";
import { labTag } from "./own-build.ts";
import { riddleTag } from "./riddle.ts";

/** Judges what the learner has answered to a question of the lab; null when they have not. */
export async function judgeAnswer(
  asked: Questioned,
  id: string,
  images: AskedImages,
): Promise<Answered | null> {
  const { workspace, lab } = asked;
  const given = workspace.progress.of(lab.id).answers[id];
  const question = questionOf(lab, id);
  if (given === undefined || !question) return null;
  const judged = (await expectedFor(asked, question, images)).judge(given);
  if (judged.right) return judged;
  const { text, command } = judged.look;
  const image = question.about === "own" ? labTag(workspace, lab) : riddleTag(workspace, lab);
  const values = { image, naive: labTag(workspace, { id: "naive" }) };
  return { ...judged, look: { text: fill(text, values), command: command && fill(command, values) } };
}
