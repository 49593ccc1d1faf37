import type { Answered, Reading } from "../checks/subject.ts";
import type { Dockerfile } from "../dockerfile/dockerfile.ts";
import { expectedAnswer } from "../labs/answers/answer-kinds.ts";
import type { Expected } from "../labs/answers/expected.ts";
import { fill } from "../labs/fill.ts";
import { questionOf } from "../labs/lab.ts";
import type { Question } from "../labs/lab-schema.ts";
import { layerLines } from "./layer-lines.ts";
import type { Asked } from "./open-subject.ts";
import { labTag } from "./own-build.ts";
import { riddleTag } from "./riddle.ts";

/** What a question's right answer is, for the image that it is about. */
export function expectedFor(
  { workspace, lab, dockerfile }: Pick<Asked, "workspace" | "lab"> & { dockerfile?: Dockerfile },
  question: Question,
  reading: Reading,
): Expected {
  const lineOf = dockerfile && question.about === "own" ? { lineOf: layerLines(dockerfile, reading) } : {};
  return expectedAnswer(question.answer, { reading, word: workspace.progress.of(lab.id).riddle, ...lineOf });
}

/** Judges what the learner has answered to a question of the lab; null when they have not. */
export function judgeAnswer(
  asked: Pick<Asked, "workspace" | "lab"> & { dockerfile?: Dockerfile },
  id: string,
  images: { readonly own: () => Promise<Reading>; readonly riddle: () => Promise<Reading> },
): Promise<Answered | null> {
  const given = asked.workspace.progress.of(asked.lab.id).answers[id];
  const question = questionOf(asked.lab, id);
  if (given === undefined || !question) return Promise.resolve(null);
  return images[question.about]().then((reading) => {
    const judged = expectedFor(asked, question, reading).judge(given);
    if (judged.right) return judged;
    const { text, command } = judged.look;
    const image = question.about === "own" ? labTag(asked.workspace, asked.lab) : riddleTag(asked.workspace);
    const values = { image };
    return { ...judged, look: { text: fill(text, values), command: command && fill(command, values) } };
  });
}
