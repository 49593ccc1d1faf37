import type { Reading } from "../checks/subject.ts";
import type { DiveReport, TrivyVulnerabilities } from "../context.ts";
import type { Dockerfile } from "../dockerfile/dockerfile.ts";
import { labForFinding, labForWaste } from "../inspect/lab-for.ts";
import { comparesWithNaive, expectedAnswer } from "../labs/answers/answer-kinds.ts";
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

/** The images that questions are about, and what else is known of them; each is had when it is asked for. */
export interface AskedImages {
  readonly own: () => Promise<AboutImage>;
  readonly riddle: () => Promise<AboutImage>;
  /** How large the learner's naive image is. */
  readonly naiveBytes: () => Promise<number>;
  readonly dive: (imageId: string) => Promise<DiveReport>;
  readonly trivy: (imageId: string) => Promise<TrivyVulnerabilities>;
}

const TAUGHT = { waste: labForWaste, finding: labForFinding };

/** Whose question it is. */
export interface Questioned {
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
  { workspace, lab, dockerfile }: Questioned,
  { about, answer }: Question,
  images: AskedImages,
): Promise<Expected> {
  const { id, reading } = await images[about]();
  const lineOf = dockerfile && about === "own" ? { lineOf: layerLines(dockerfile, reading) } : {};
  return expectedAnswer(answer, {
    reading,
    naiveBytes: comparesWithNaive(answer) ? await images.naiveBytes() : null,
    taught: TAUGHT,
    dive: answer.from === "dive-wasted-bytes" ? await images.dive(id) : null,
    trivy: answer.from === "trivy-findings" ? await images.trivy(id) : null,
    word: workspace.progress.of(lab.id).riddle,
    ...lineOf,
  });
}
