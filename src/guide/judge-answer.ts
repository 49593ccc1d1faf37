import type { Answered, Reading } from "../checks/subject.ts";
import type { Dockerfile } from "../dockerfile/dockerfile.ts";
import { labForFinding, labForWaste } from "../inspect/lab-for.ts";
import { comparesWithNaive, expectedAnswer } from "../labs/answers/answer-kinds.ts";
import type { Expected } from "../labs/answers/expected.ts";
import { fill } from "../labs/fill.ts";
import { questionOf } from "../labs/lab.ts";
import type { Question } from "../labs/lab-schema.ts";
import { layerLines } from "./layer-lines.ts";
import type { Asked } from "./open-subject.ts";
import { labTag } from "./own-build.ts";
import { riddleTag } from "./riddle.ts";

/** The images that questions are about, read when they are asked for. */
export interface AskedImages {
  readonly own: () => Promise<Reading>;
  readonly riddle: () => Promise<Reading>;
  /** How large the learner's naive image is. */
  readonly naiveBytes: () => Promise<number>;
}

type Asking = Pick<Asked, "workspace" | "lab"> & { dockerfile?: Dockerfile };

const TAUGHT = { waste: labForWaste, finding: labForFinding };

/** What a question's right answer is, for the image that it is about. */
export async function expectedFor(
  { workspace, lab, dockerfile }: Asking,
  { about, answer }: Question,
  images: AskedImages,
): Promise<Expected> {
  const reading = await images[about]();
  const lineOf = dockerfile && about === "own" ? { lineOf: layerLines(dockerfile, reading) } : {};
  const naiveBytes = comparesWithNaive(answer) ? await images.naiveBytes() : null;
  return expectedAnswer(answer, {
    reading,
    naiveBytes,
    taught: TAUGHT,
    word: workspace.progress.of(lab.id).riddle,
    ...lineOf,
  });
}

/** Judges what the learner has answered to a question of the lab; null when they have not. */
export async function judgeAnswer(asking: Asking, id: string, images: AskedImages): Promise<Answered | null> {
  const { workspace, lab } = asking;
  const given = workspace.progress.of(lab.id).answers[id];
  const question = questionOf(lab, id);
  if (given === undefined || !question) return null;
  const judged = (await expectedFor(asking, question, images)).judge(given);
  if (judged.right) return judged;
  const { text, command } = judged.look;
  const image = question.about === "own" ? labTag(workspace, lab) : riddleTag(workspace, lab);
  const values = { image, naive: labTag(workspace, { id: "naive" }) };
  return { ...judged, look: { text: fill(text, values), command: command && fill(command, values) } };
}
