import type { Next } from "../checks/verdict.ts";
import type { Context } from "../context.ts";
import { readDockerfile } from "../dockerfile/dockerfile.ts";
import { UserError } from "../errors.ts";
import type { Question } from "../labs/lab-schema.ts";
import { type AboutImage, expectedFor } from "./about-image.ts";
import type { ToCheck } from "./check-lab.ts";
import { baseOf } from "./facts/base.ts";
import { naiveBytes } from "./facts/naive-bytes.ts";
import { readOwn } from "./facts/reading.ts";
import { readRiddle } from "./facts/riddle.ts";
import { judgeAnswer } from "./judge-answer.ts";
import { once, onceEach } from "./once.ts";
import type { Asked } from "./open-subject.ts";
import { buildArguments, labTag } from "./own-build.ts";

type Outside = Pick<Context, "engines" | "files" | "host" | "signal" | "tools">;

export type JudgedAnswer =
  | { readonly right: true; readonly shown: string }
  | { readonly right: false; readonly says: string; readonly look: Next };

/**
 * Keeps an answer and judges it by the image that was built last.
 * @throws UserError when there is no image yet
 */
export async function judgeOneAnswer(
  outside: Outside,
  to: ToCheck,
  question: Question,
  value: string,
): Promise<JudgedAnswer> {
  const { workspace, lab } = to;
  const isRiddle = question.about === "riddle";
  const image = isRiddle ? await readRiddle(outside, to) : await ownAsked(outside, to);
  const answers = { ...workspace.progress.of(lab.id).answers, [question.id]: value };
  await workspace.progress.change(lab.id, { answers });
  const read = async () => image;
  const images = {
    ...{ own: read, riddle: read },
    naiveBytes: once(async () => naiveBytes(outside, await askedOf(outside, to))),
    dive: onceEach((id) => outside.tools.dive(to.workshop, id)),
    trivy: onceEach((id) => outside.tools.trivyVulnerabilities(to.workshop, id)),
  };
  const judged = await judgeAnswer(to, question.id, images);
  if (judged?.right === false) return judged;
  return { right: true, shown: (await expectedFor(to, question, images)).shown };
}

/** The learner's image as it was built last. */
export async function ownAsked(outside: Outside, to: ToCheck): Promise<AboutImage> {
  const asked = await askedOf(outside, to);
  return { id: asked.image.id, reading: await readOwn(outside, asked, await baseOf(outside, asked)) };
}

async function askedOf({ files }: Outside, to: ToCheck): Promise<Asked> {
  const { workspace, workshop, lab } = to;
  const tag = labTag(workspace, lab);
  const held = await workshop.engine.docker.image(tag);
  if (!held) throw new UserError(`There is no image ${tag} yet.`, { fix: "Build it: size-matters build" });
  const text = (await files.read(workspace.dockerfile)) ?? "";
  return {
    ...to,
    dockerfile: readDockerfile(text, buildArguments(workshop.bases)),
    image: { id: held.id, tag },
  };
}
