import type { Context } from "../context.ts";
import { readDockerfile } from "../dockerfile/dockerfile.ts";
import { type AboutImage, expectedFor } from "../guide/about-image.ts";
import { naiveBytes } from "../guide/facts/naive-bytes.ts";
import { readRiddle } from "../guide/facts/riddle.ts";
import { ownAsked } from "../guide/judge-one-answer.ts";
import { once, onceEach } from "../guide/once.ts";
import { labTag, ownBuild } from "../guide/own-build.ts";
import type { Lab } from "../labs/lab.ts";
import type { Bench } from "./bench.ts";

type Outside = Pick<Context, "engines" | "files" | "host" | "signal" | "tools">;

/** The right answers to these questions of a lab, for the image of the files that lie in the workspace. */
export async function rightAnswers(
  outside: Outside,
  bench: Bench,
  lab: Lab,
  asked: ReadonlySet<string>,
): Promise<Record<string, string>> {
  const { labs, workshop, workspace } = bench;
  const { token } = lab.file;
  const questions = lab.file.questions.filter(({ id }) => asked.has(id));
  if (questions.length === 0) return {};
  const request = ownBuild(workspace, labTag(workspace, lab));
  const built = await outside.engines.build(workshop, {
    ...request,
    tokenArgument: token === "argument-and-secret",
  });
  if (!built.ok) return {};
  const own = await ownAsked(outside, { labs, workshop, workspace, lab });
  const riddle = lab.file.riddle ? await openRiddle(outside, bench, lab) : null;
  const about = { ...bench, lab, dockerfile: readDockerfile(""), image: { id: built.imageId, tag: "" } };
  const images = {
    own: async () => own,
    riddle: async () => riddle ?? own,
    naiveBytes: once(() => naiveBytes(outside, about)),
    dive: onceEach((id) => outside.tools.dive(workshop, id)),
    trivy: onceEach((id) => outside.tools.trivyVulnerabilities(workshop, id)),
  };
  const answers = questions.map(async (question): Promise<[string, string]> => {
    if (question.answer.from === "word") return [question.id, riddle?.word ?? ""];
    return [question.id, (await expectedFor({ workspace, lab }, question, images)).shown];
  });
  return Object.fromEntries(await Promise.all(answers));
}

const NOTES = { of: (path: string) => path.endsWith(".txt"), says: "*.txt" };

/** The riddle's image with the word in it, which is read where a learner finds it: in a layer. */
async function openRiddle(
  outside: Outside,
  bench: Bench,
  lab: Lab,
): Promise<AboutImage & { readonly word: string }> {
  const { id, reading } = await readRiddle(outside, { ...bench, lab }, NOTES);
  const note = reading.entries.find(
    ({ kind, content, path }) => kind === "file" && content && path.startsWith("srv/"),
  );
  return { id, reading, word: note?.content?.toString().trim() ?? "" };
}
