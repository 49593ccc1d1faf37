import { z } from "zod";
import type { Context } from "../context.ts";
import { UserError } from "../errors.ts";

const VERSION = 1;

/** The first build of a rung with nothing cached, and what it was a build of. */
const coldBuild = z.object({ seconds: z.number(), date: z.string(), of: z.string() });

/** What was measured of a learner's build. */
const measured = z.object({ of: z.string(), bytes: z.number(), baseBytes: z.number() });

const labProgress = z.object({
  state: z.enum(["started", "met", "skipped"]).default("started"),
  /** When it was met first. */
  met: z.string().nullable().default(null),
  /** What was answered, by question. */
  answers: z.record(z.string(), z.string()).default({}),
  /** How many hints were read, by goal. */
  hints: z.record(z.string(), z.number()).default({}),
  /** A random word that the learner is shown. */
  word: z.string().nullable().default(null),
  /** A random word that only an image holds. */
  riddle: z.object({ salt: z.string(), sha256: z.string() }).nullable().default(null),
  /** What the learner's last build that met every goal had. */
  build: measured.nullable().default(null),
  /** Which page of the lab's text was read last, from 0. */
  page: z.number().default(0),
  /** How often in a row each rule of a goal was missed: `goal/rule`. */
  missed: z.record(z.string(), z.number()).default({}),
});

const schema = z.object({
  version: z.literal(VERSION),
  cold: z.record(z.string(), coldBuild).default({}),
  current: z.string().nullable().default(null),
  laidOut: z.string().nullable().default(null),
  track: z.enum(["all", "talk"]).nullable().default(null),
  labs: z.record(z.string(), labProgress).default({}),
});

type Known = z.infer<typeof schema>;
type ColdBuild = z.infer<typeof coldBuild>;
type LabProgress = z.infer<typeof labProgress>;

/** What a workspace remembers between runs. Keyed by a lab's id, so that labs can be numbered anew. */
export interface Progress {
  /** The recorded cold build of a rung, or null when there is none of just this (`of`). */
  coldBuild(rung: string, of: string): ColdBuild | null;
  recordColdBuild(rung: string, build: ColdBuild): Promise<void>;
  /** The lab that the learner is at, or null before the first. */
  readonly current: string | null;
  goTo(lab: string): Promise<void>;
  /** All labs, or those of the talk; null before somebody has chosen. */
  readonly track: "all" | "talk" | null;
  follow(track: "all" | "talk"): Promise<void>;
  /** A digest of the files that the program put into the workspace last; null when it is not known. */
  readonly laidOut: string | null;
  recordLaidOut(digest: string): Promise<void>;
  of(lab: string): Readonly<LabProgress>;
  change(lab: string, change: Partial<LabProgress>): Promise<void>;
}

/**
 * Reads `progress.json`. A broken or older file is kept aside and read as far as it goes. Each change is made in what
 * the file holds then: a check in the background and a hint beside it do not undo each other.
 * @throws UserError for a file of a newer version
 */
export async function readProgress(files: Context["files"], path: string): Promise<Progress> {
  let known = await readKnown(files, path);
  const update = (change: () => Partial<Known>) =>
    inTurn(path, async () => {
      known = await readKnown(files, path);
      known = { ...known, ...change() };
      await files.write(path, `${JSON.stringify(known, null, 2)}\n`, 0o600);
    });
  const of = (lab: string): LabProgress => known.labs[lab] ?? labProgress.parse({});
  return {
    coldBuild: (rung, what) => (known.cold[rung]?.of === what ? known.cold[rung] : null),
    recordColdBuild: (rung, build) => update(() => ({ cold: { ...known.cold, [rung]: build } })),
    get current() {
      return known.current;
    },
    get track() {
      return known.track;
    },
    get laidOut() {
      return known.laidOut;
    },
    follow: (track) => update(() => ({ track })),
    recordLaidOut: (laidOut) => update(() => ({ laidOut })),
    goTo: (lab) => update(() => ({ current: lab, labs: { ...known.labs, [lab]: of(lab) } })),
    of,
    change: (lab, change) => update(() => ({ labs: { ...known.labs, [lab]: { ...of(lab), ...change } } })),
  };
}

const turns = new Map<string, Promise<void>>();

/** Does work on a file when all that was asked for before is done. */
function inTurn(path: string, work: () => Promise<void>): Promise<void> {
  const turn = (turns.get(path) ?? Promise.resolve()).catch(() => {}).then(work);
  turns.set(path, turn);
  return turn;
}

async function readKnown(files: Context["files"], path: string): Promise<Known> {
  const text = await files.read(path);
  if (text === null) return schema.parse({ version: VERSION });
  const document = parsed(text);
  const version = (document as { version?: unknown } | null)?.version;
  if (typeof version === "number" && version > VERSION) {
    throw new UserError(`${path} was written by a newer size-matters (version ${version} of the file).`, {
      fix: "Update size-matters, or choose another workspace: --workspace DIR",
    });
  }
  const whole = schema.safeParse(document);
  if (whole.success) return whole.data;
  await files.move(path, `${path}.kept-${new Date().toISOString().replaceAll(":", "-")}`);
  return asFarAsItGoes(document);
}

function asFarAsItGoes(document: unknown): Known {
  const { cold, labs, current, laidOut, track } = (document ?? {}) as Record<string, unknown>;
  return {
    version: VERSION,
    current: typeof current === "string" ? current : null,
    track: track === "all" || track === "talk" ? track : null,
    laidOut: typeof laidOut === "string" ? laidOut : null,
    cold: readableOf(coldBuild, cold),
    labs: readableOf(labProgress, labs),
  };
}

/** The entries of a record that can be read. */
function readableOf<T>(entry: z.ZodType<T>, record: unknown): Record<string, T> {
  if (typeof record !== "object" || record === null) return {};
  return Object.fromEntries(
    Object.entries(record).flatMap(([name, value]) => {
      const read = entry.safeParse(value);
      return read.success ? [[name, read.data]] : [];
    }),
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
