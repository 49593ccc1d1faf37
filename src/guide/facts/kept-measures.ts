import { join } from "node:path";
import { z } from "zod";
import type { Context } from "../../context.ts";

type Outside = Pick<Context, "files" | "host">;

const measure = z.object({ bytes: z.number(), baseBytes: z.number() });
const measures = z.record(z.string(), measure);
const MOST_KEPT = 40;

/** How many bytes a build has, and how many of them are its base's; 0 where nobody has asked. */
export type Measure = z.infer<typeof measure>;

/** What a reference measured, whatever the workspace: its token is in the image, and makes it no larger. */
export async function measuredBefore(outside: Outside, of: string): Promise<Measure | null> {
  return (await keptMeasures(outside))[of] ?? null;
}

/** Keeps it for all workspaces; the oldest goes when there are too many. */
export async function keepMeasure(outside: Outside, of: string, measured: Measure): Promise<void> {
  const kept = { ...(await keptMeasures(outside)), [of]: measured };
  const latest = Object.fromEntries(Object.entries(kept).slice(-MOST_KEPT));
  await outside.files.makeFolder(outside.host.cacheFolder, 0o700);
  await outside.files.write(placeOf(outside), JSON.stringify(latest), 0o600);
}

async function keptMeasures(outside: Outside): Promise<z.infer<typeof measures>> {
  try {
    return measures.parse(JSON.parse((await outside.files.read(placeOf(outside))) ?? "{}"));
  } catch {
    return {};
  }
}

function placeOf({ host }: Outside): string {
  return join(host.cacheFolder, "references.json");
}
