import type { Context, Listening } from "../../context.ts";
import type { UserError } from "../../errors.ts";
import type { Lab } from "../../labs/lab.ts";
import type { EngineOptions } from "../bring-up.ts";
import type { AtLab } from "../current-lab.ts";
import { atLabNow } from "../current-lab.ts";
import { folderDigest } from "../folder-digest.ts";
import type { LabVerdict } from "../lab-verdict.ts";
import type { Inbox } from "./inbox.ts";
import type { Job } from "./job.ts";

/** Something that a walk has to answer. */
export type WalkEvent =
  | { readonly kind: "key"; readonly key: string }
  | { readonly kind: "saved" }
  | { readonly kind: "check" }
  | { readonly kind: "prepared"; readonly job: Job; readonly problem: UserError | null }
  | { readonly kind: "checked"; readonly found: LabVerdict; readonly job: Job; readonly asked: boolean }
  | { readonly kind: "broken"; readonly error: unknown };

/** A learner on their way through the labs: what is known now. */
export interface Session {
  readonly ctx: Context;
  readonly options: EngineOptions & { readonly workspace: string; readonly edit?: boolean };
  readonly events: Inbox<WalkEvent>;
  readonly keyboard: Listening;
  /** Where the learner is. Read anew before each answer: another terminal may have moved them. */
  at: AtLab;
  /** The pages of the lab's text, as they fit the terminal. */
  pages: readonly (readonly string[])[];
  page: number;
  /** The size of the terminal that the pages were made for: `80x24`. */
  pagesFor: string;
  /** A digest of the files that were checked last, or that the program laid out. */
  seen: string;
  /** What is done in the background: one thing at a time. */
  job: Job | null;
}

/** The labs that the learner goes through, in order. */
export function trackOf({ at }: Pick<Session, "at">): readonly Lab[] {
  const { labs, workspace } = at;
  return workspace.progress.track === "talk" ? labs.filter(({ file }) => file.talk) : labs;
}

/** Reads the learner's progress anew. */
export async function refresh(session: Session): Promise<void> {
  session.at = await atLabNow(session.ctx, session.at);
}

/** Remembers the learner's files as they are, so that only a change of them counts as a save. */
export async function seeFiles(session: Session): Promise<boolean> {
  const { files } = session.ctx;
  const { app } = session.at.workspace;
  const digest = (await files.exists(app)) ? await folderDigest(session.ctx, app) : "";
  const changed = digest !== session.seen && digest !== "";
  session.seen = digest;
  return changed;
}

/** Asks something: keyboard and screen are the question's meanwhile, so a check that is under way ends. */
export async function asking<T>(session: Session, ask: () => Promise<T>): Promise<T> {
  const { keyboard } = session;
  await endJob(session);
  keyboard.pause();
  try {
    return await ask();
  } finally {
    keyboard.resume();
  }
}

/** Ends a check that is under way, so that files may change. */
export async function endJob(session: Session): Promise<void> {
  const { job } = session;
  session.job = null;
  await job?.stop();
}
