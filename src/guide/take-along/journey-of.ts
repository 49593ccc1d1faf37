import { join } from "node:path";
import type { Context } from "../../context.ts";
import { fill } from "../../labs/fill.ts";
import type { Lab } from "../../labs/lab.ts";
import { passedFolder } from "../keep-found.ts";
import { type LoggedCheck, readChecks } from "../log.ts";
import type { Workspace } from "../workspace.ts";

type Outside = Pick<Context, "files">;
type Place = Pick<Workspace, "folder" | "progress">;

/** A lab as its learner has left it. */
export interface LabDone {
  readonly number: number;
  readonly id: string;
  readonly title: string;
  readonly state: "open" | "started" | "met" | "skipped";
  /** When it was met first, or checked last; null before that. */
  readonly date: string | null;
  /** The last check that was met, or else the last that had an image. */
  readonly build: LoggedCheck | null;
  /** What is true since: the sentences of its goals, where it was met. */
  readonly truths: readonly { readonly says: string; readonly why: string }[];
}

/** What a learner did, and what came of it. */
export interface Journey {
  readonly labs: readonly LabDone[];
  /** The naive image, or the first that was built. */
  readonly before: LabDone | null;
  /** The last image of the same app that met its lab. */
  readonly after: LabDone | null;
  /** The Dockerfile of that image. */
  readonly dockerfile: string | null;
}

/** Reads what the log, the progress and the copies of what passed tell of a workspace. */
export async function journeyOf(outside: Outside, labs: readonly Lab[], place: Place): Promise<Journey> {
  const checks = await readChecks(outside, place);
  const done = labs.map((lab) => labDone(lab, place, checks.get(lab.id) ?? []));
  const hasOwnApp = await Promise.all(labs.map(({ folder }) => outside.files.exists(join(folder, "app"))));
  const built = done.filter((lab, index) => lab.build && !hasOwnApp[index]);
  const before = built.find(({ id }) => id === "naive") ?? built[0] ?? null;
  const after = built.findLast((lab) => lab.state === "met" && lab !== before) ?? null;
  const dockerfile = after && (await outside.files.read(join(passedFolder(place, after), "Dockerfile")));
  return { labs: done, before, after, dockerfile };
}

function labDone(lab: Lab, { progress }: Place, checks: readonly LoggedCheck[]): LabDone {
  const { number, id, file } = lab;
  const { state, met } = progress.of(id);
  const built = checks.filter(({ bytes }) => bytes);
  const values = { image: `the ${id} image`, naive: "the naive image", riddle: "the riddle's image" };
  const sentences = file.goals.map(({ says, why }) => ({ says: fill(says, values), why: fill(why, values) }));
  return {
    ...{ number, id, title: file.title },
    state: state === "started" && checks.length === 0 ? "open" : state,
    date: met ?? checks.at(-1)?.date ?? null,
    build: built.findLast(({ verdict }) => verdict === "met") ?? built.at(-1) ?? null,
    truths: state === "met" ? sentences : [],
  };
}
