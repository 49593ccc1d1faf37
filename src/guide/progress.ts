import { z } from "zod";
import type { Context } from "../context.ts";
import { UserError } from "../errors.ts";

const VERSION = 1;

/** The first build of a rung with nothing cached, and what it was a build of. */
const coldBuild = z.object({ seconds: z.number(), date: z.string(), of: z.string() });
const schema = z.object({ version: z.literal(VERSION), cold: z.record(z.string(), coldBuild).default({}) });

type ColdBuild = z.infer<typeof coldBuild>;

/** What a workspace remembers between runs. */
export interface Progress {
  /** The recorded cold build of a rung, or null when there is none of just this (`of`). */
  coldBuild(rung: string, of: string): ColdBuild | null;
  recordColdBuild(rung: string, build: ColdBuild): Promise<void>;
}

/**
 * Reads `progress.json`. A broken or older file is kept aside and read as far as it goes.
 * @throws UserError for a file of a newer version
 */
export async function readProgress(files: Context["files"], path: string): Promise<Progress> {
  const known = await readKnown(files, path);
  return {
    coldBuild: (rung, of) => (known.cold[rung]?.of === of ? known.cold[rung] : null),
    recordColdBuild: async (rung, build) => {
      known.cold[rung] = build;
      await files.write(path, `${JSON.stringify(known, null, 2)}\n`, 0o600);
    },
  };
}

async function readKnown(files: Context["files"], path: string): Promise<z.infer<typeof schema>> {
  const text = await files.read(path);
  if (text === null) return { version: VERSION, cold: {} };
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
  return { version: VERSION, cold: asFarAsItGoes(document) };
}

function asFarAsItGoes(document: unknown): Record<string, ColdBuild> {
  const cold = (document as { cold?: unknown } | null)?.cold;
  if (typeof cold !== "object" || cold === null) return {};
  return Object.fromEntries(
    Object.entries(cold).flatMap(([rung, build]) => {
      const read = coldBuild.safeParse(build);
      return read.success ? [[rung, read.data]] : [];
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
