import { randomBytes } from "node:crypto";
import { join } from "node:path";
import type { z } from "zod";
import { type Runner, type RunnerStep, type StepResult, stepResult } from "../../checks/ci/runner.ts";
import type { Subject } from "../../checks/subject.ts";
import type { ToolboxContainer } from "../../context.ts";
import { UserError } from "../../errors.ts";
import type { AboutImage } from "../about-image.ts";
import type { Asked, Outside } from "../open-subject.ts";
import { answersAbout, askTrivy, questionSchema, type TrivyQuestion } from "./ci-trivy.ts";

const LARGEST_FILE = 100_000;
/** Where a container of the toolbox has its files. */
const RUNNER = "/work/ci/runner.py";
/** In that folder: the repository's files. A single argument of a command may not be that long. */
const CHECKOUT = "checkout.json";

/** What CI is played with: the files beside the Dockerfile, and machines. */
export function ciFacts(
  outside: Outside,
  asked: Asked,
  riddle: () => Promise<AboutImage>,
): Pick<Subject, "contextFiles" | "onRunner" | "riddleDockerfile"> {
  return {
    contextFiles: () => contextFiles(outside, asked.workspace.app),
    riddleDockerfile: async () =>
      (await outside.files.read(join(asked.lab.folder, "riddle", "Dockerfile"))) ?? "",
    onRunner: async (image, work) =>
      onRunner(outside, asked, image === "own" ? asked.image.id : (await riddle()).id, work),
  };
}

async function contextFiles({ files }: Outside, app: string): Promise<Record<string, string>> {
  const names = (await files.folder(app).list()).filter((name) => !name.startsWith(".git/"));
  const read = names.map(async (name): Promise<[string, string][]> => {
    const path = join(app, name);
    if ((await files.bytes(path)) > LARGEST_FILE) return [];
    const text = await files.read(path);
    return text === null || text.includes("\0") ? [] : [[name, text]];
  });
  return Object.fromEntries((await Promise.all(read)).flat());
}

/** A tool must be asked outside before the step can go on. */
class Unanswered extends Error {
  readonly question: TrivyQuestion;

  constructor(question: TrivyQuestion) {
    super("a tool has not been asked yet");
    this.question = question;
  }
}

/** More questions than this are a script that never asks the same thing twice. */
const MOST_QUESTIONS = 12;

/**
 * Plays until no question is left. What trivy says of an image is asked outside, where the archive is, and once; then all
 * is played anew from the beginning, so that nothing is half done.
 */
async function onRunner<T>(
  outside: Outside,
  asked: Asked,
  imageId: string,
  work: (fresh: () => Promise<Runner>) => Promise<T>,
): Promise<T> {
  const secret = randomBytes(12).toString("hex");
  for (let asks = 0; asks < MOST_QUESTIONS; asks++) {
    try {
      return await onMachines(outside, asked, { secret, answers: answersAbout(imageId) }, work);
    } catch (error) {
      if (!(error instanceof Unanswered)) throw error;
      await askTrivy(outside, asked, imageId, error.question);
    }
  }
  throw new UserError(`The workflow asks trivy more than ${MOST_QUESTIONS} different things.`, {
    fix: "One scan is a gate. Let it be one.",
  });
}

interface Given {
  readonly secret: string;
  readonly answers: readonly unknown[];
}

/** Each machine is a container. All of them run until the work is done. */
async function onMachines<T>(
  outside: Outside,
  asked: Asked,
  given: Given,
  work: (fresh: () => Promise<Runner>) => Promise<T>,
): Promise<T> {
  const files = { ...(await programs(outside)), "answers.json": JSON.stringify(given.answers) };
  const image = await toolbox(outside, asked);
  const { engine } = asked.workshop;
  const ends: (() => void)[] = [];
  const gone: Promise<unknown>[] = [];
  const fresh = () =>
    new Promise<Runner>((resolve, reject) => {
      const lives = outside.engines.inToolbox(engine, { image, files }, async (box) => {
        resolve(runnerIn(box, given.secret));
        await new Promise<void>((end) => ends.push(end));
      });
      gone.push(lives.catch(reject));
    });
  try {
    return await work(fresh);
  } finally {
    for (const end of ends) end();
    await Promise.all(gone);
  }
}

async function programs({ files, host }: Outside): Promise<Record<string, string>> {
  const folder = join(host.packageFolder, "ci-runner");
  const names = (await files.folder(folder).list()).filter((name) => name.endsWith(".py"));
  const read = names.map(async (name) => [`ci/${name}`, (await files.read(join(folder, name))) ?? ""]);
  return Object.fromEntries(await Promise.all(read));
}

async function toolbox({ engines }: Outside, { workshop }: Asked): Promise<string> {
  const image = await engines.presentToolbox(workshop.engine, workshop.bases);
  if (image !== null) return image;
  throw new UserError("CI is played in a container of the toolbox, and the toolbox is not here.", {
    fix: "Build the toolbox with: size-matters prepare --toolbox",
  });
}

const reply = stepResult.extend({ question: questionSchema.nullable() });

function runnerIn({ run, put }: ToolboxContainer, secret: string): Runner {
  const say = async (step: unknown): Promise<z.infer<typeof reply>> => {
    const { stdout, stderr } = await run(["python3", RUNNER, JSON.stringify(step)]);
    const last = stdout.trim().split("\n").at(-1) ?? "";
    const read = reply.safeParse(parsed(last));
    if (!read.success)
      throw new Error(`the runner of CI failed: ${stderr.trim().split("\n").at(-1) || last}`);
    return read.data;
  };
  return {
    secret,
    checkout: async (files) => {
      await put(CHECKOUT, JSON.stringify(files));
      await say({ checkout: CHECKOUT });
    },
    run: async ({ what, ...how }: RunnerStep): Promise<StepResult> => {
      const { question, ...result } = await say({ ...what, ...how, secret });
      if (question !== null) throw new Unanswered(question);
      return result;
    },
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
