import type { Reading } from "../checks/subject.ts";
import type { Context, ToolPlace } from "../context.ts";
import type { Dockerfile } from "../dockerfile/dockerfile.ts";
import { expectedAnswer } from "../labs/answers/answer-kinds.ts";
import type { Expected } from "../labs/answers/expected.ts";
import type { Lab } from "../labs/lab.ts";
import type { Question } from "../labs/lab-schema.ts";
import { layerLines } from "./layer-lines.ts";
import type { Workspace } from "./workspace.ts";

/** An image that a question is about. */
export interface AboutImage {
  readonly id: string;
  readonly reading: Reading;
}

/** Whose question it is. */
export interface Questioned {
  readonly workshop: ToolPlace;
  readonly workspace: Workspace;
  readonly lab: Lab;
  /** The learner's; without it no line of it is an answer. */
  readonly dockerfile?: Dockerfile;
}

/**
 * What a question's right answer is, for the image that it is about.
 * @throws UserError when the image has no such thing, or the tool that says it is not here
 */
export async function expectedFor(
  { tools }: Pick<Context, "tools">,
  { workshop, workspace, lab, dockerfile }: Questioned,
  question: Question,
  { id, reading }: AboutImage,
): Promise<Expected> {
  const lineOf = dockerfile && question.about === "own" ? { lineOf: layerLines(dockerfile, reading) } : {};
  const dive = question.answer.from === "dive-wasted-bytes" ? await tools.dive(workshop, id) : null;
  const { riddle } = workspace.progress.of(lab.id);
  return expectedAnswer(question.answer, { reading, word: riddle, dive, ...lineOf });
}
