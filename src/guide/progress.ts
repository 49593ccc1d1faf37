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
});

const schema = z.object({
  version: z.literal(VERSION),
  cold: z.record(z.string(), coldBuild).default({}),
  current: z.string().nullable().default(null),
  laidOut: z.string().nullable().default(null),
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
  /** A digest of the files that the program put into the workspace last; null when it is not known. */
  readonly laidOut: string | null;
  recordLaidOut(digest: string): Promise<void>;
  of(lab: string): Readonly<LabProgress>;
  change(lab: string, change: Partial<LabProgress>): Promise<void>;
}

/**
 * Reads `progress.json`. A broken or older file is kept aside and read as far as it goes.
 * @throws UserError for a file of a newer version
 */
export async function readProgress(files: Context["files"], path: string): Promise<Progress> {
  const known = await readKnown(files, path);
  const write = () => files.write(path, `${JSON.stringify(known, null, 2)}\n`, 0o600);
  const of = (lab: string): LabProgress => known.labs[lab] ?? labProgress.parse({});
  return {
    coldBuild: (rung, what) => (known.cold[rung]?.of === what ? known.cold[rung] : null),
    recordColdBuild: (rung, build) => {
      known.cold[rung] = build;
      return write();
    },
    get current() {
      return known.current;
    },
    get laidOut() {
      return known.laidOut;
    },
    recordLaidOut: (digest) => {
      known.laidOut = digest;
      return write();
    },
    goTo: (lab) => {
      known.current = lab;
      known.labs[lab] = of(lab);
      return write();
    },
    of,
    change: (lab, change) => {
      known.labs[lab] = { ...of(lab), ...change };
      return write();
    },
  };
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
  const { cold, labs, current, laidOut } = (document ?? {}) as Record<string, unknown>;
  return {
    version: VERSION,
    current: typeof current === "string" ? current : null,
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
