import { overall } from "../checks/verdict.ts";
import type { Built, Context, Report, Workshop } from "../context.ts";
import { readDockerfile } from "../dockerfile/dockerfile.ts";
import type { Lab } from "../labs/lab.ts";
import type { Goal } from "../labs/lab-schema.ts";
import { withoutImage } from "./failed-build.ts";
import { judgeGoals } from "./judge-goals.ts";
import { keepFound, keepMeasures } from "./keep-found.ts";
import { provideLabBases } from "./lab-bases.ts";
import type { GoalVerdict, LabVerdict, QuestionVerdict } from "./lab-verdict.ts";
import { valuesFor } from "./move-to.ts";
import { type Asked, openSubject } from "./open-subject.ts";
import { buildArguments, labTag, ownBuild } from "./own-build.ts";
import type { Workspace } from "./workspace.ts";

type Outside = Pick<Context, "engines" | "files" | "host" | "signal" | "tools">;

/** What `check` is about. */
export interface ToCheck {
  readonly workshop: Workshop;
  readonly workspace: Workspace;
  readonly labs: readonly Lab[];
  readonly lab: Lab;
  /** Only these goals; all of the lab's unless given. */
  readonly goals?: readonly string[];
  /** Seconds that the build may take. */
  readonly deadline?: number;
  /** Nothing of it is kept: it was checked again, and not by the learner. */
  readonly unrecorded?: boolean;
  /** Told what was found while the containers of the check are still being taken away. */
  readonly onFound?: (found: LabVerdict) => void;
}

/**
 * Builds the learner's image once, asks every goal of the lab about it, and keeps what it found.
 * @throws UserError when nothing could be built, and no Dockerfile is to blame
 */
export async function checkLab(
  outside: Outside,
  to: ToCheck,
  report: Report = () => {},
): Promise<LabVerdict> {
  const { workshop, workspace, lab } = to;
  const text = (await outside.files.read(workspace.dockerfile)) ?? "";
  const dockerfile = readDockerfile(text, buildArguments(workshop.bases));
  const tag = labTag(workspace, lab);
  const request = {
    ...ownBuild(workspace, tag, to.deadline),
    tokenArgument: lab.file.token === "argument-and-secret",
  };
  await provideLabBases(outside, workshop, lab, report);
  report("building");
  const built = await outside.engines.build(workshop, { ...request, onLine: report });
  if (!built.ok) {
    const goals = withoutImage(chosenGoals(to), dockerfile, built);
    const found = await keepFound(outside, to, verdictOf(lab, null, goals, unasked(lab)));
    to.onFound?.(found);
    return found;
  }
  report("looking inside the image, and at the running app");
  return judgeBuilt(
    outside,
    { ...to, dockerfile, image: { id: built.imageId, tag }, printed: built.printed },
    built,
  );
}

async function judgeBuilt(outside: Outside, asked: Asked & ToCheck, built: Built): Promise<LabVerdict> {
  const { subject, close } = openSubject(outside, asked);
  const values = await valuesFor(asked.workspace, asked.lab);
  try {
    const goals = await judgeGoals(chosenGoals(asked), subject, values);
    const questions = await Promise.all(
      asked.lab.file.questions.map((question) => questionVerdict(question, subject)),
    );
    const reading = await subject.reading().catch(() => null);
    const image = { ...asked.image, bytes: reading?.image.bytes ?? 0 };
    const found = await masked(outside, asked, verdictOf(asked.lab, image, goals, questions));
    if (found.verdict === "met" && reading && !asked.unrecorded)
      await keepMeasures(asked, reading, (await subject.base()).layers ?? 0);
    await keepFound(outside, asked, found, { reading, seconds: built.seconds });
    asked.onFound?.(found);
    return found;
  } finally {
    await close();
  }
}

function chosenGoals({ lab, goals }: ToCheck): Goal[] {
  return lab.file.goals.filter(({ id }) => goals === undefined || goals.includes(id));
}

/** An app may print its environment, and a command its files: what they said is evidence, and never shows the token. */
async function masked({ files }: Outside, { workshop }: ToCheck, found: LabVerdict): Promise<LabVerdict> {
  const token = ((await files.read(workshop.secrets.tokenFile)) ?? "").trim();
  if (token === "") return found;
  return JSON.parse(JSON.stringify(found).replaceAll(token, "***")) as LabVerdict;
}

async function questionVerdict(
  { id, asks }: { id: string; asks: string },
  subject: { answered(id: string): Promise<{ right: boolean } | null> },
): Promise<QuestionVerdict> {
  const judged = await subject.answered(id).catch(() => undefined);
  const verdict = judged === undefined ? "could-not-check" : judged?.right ? "met" : "not-yet";
  return { id, asks, verdict };
}

function unasked({ file }: Lab): QuestionVerdict[] {
  return file.questions.map(({ id, asks }) => ({ id, asks, verdict: "could-not-check" }));
}

function verdictOf(
  lab: Lab,
  image: LabVerdict["image"],
  goals: readonly GoalVerdict[],
  questions: readonly QuestionVerdict[],
): LabVerdict {
  return { schemaVersion: 1, lab: lab.id, verdict: overall(goals), image, goals, questions };
}
