import { join } from "node:path";
import { z } from "zod";
import { trivyDatabaseFolder } from "../cache-folders.ts";
import type { Context, OwnDatabase, ToolboxJob, ToolPlace } from "../context.ts";
import { UserError } from "../errors.ts";
import { CACHE } from "./ask-trivy.ts";
import type { Where } from "./find-tool.ts";

type Outside = Pick<Context, "engines" | "files" | "host">;

/** What trivy writes beside its database. https://github.com/aquasecurity/trivy-db/blob/main/pkg/metadata/metadata.go */
const metadata = z.object({ Version: z.literal(2), UpdatedAt: z.string() });

export const METADATA = "db/metadata.json";
const DATABASE = "db/trivy.db";

/** Where trivy's own database lies: as files beside a program, or in a volume for a container. */
export interface HeldDatabase extends OwnDatabase {
  readonly links: Readonly<Record<string, string>>;
  readonly cache: ToolboxJob["cache"] | null;
}

/** Trivy's own database, for a trivy that is there; null where it was not fetched. */
async function heldDatabase(
  { engines, files, host }: Outside,
  { engine }: Pick<ToolPlace, "engine">,
  where: Where,
): Promise<HeldDatabase | null> {
  if (!("path" in where)) {
    const held = await engines.filledToolCache(engine);
    if (held === null) return null;
    return { date: dateIn(held.written), links: {}, cache: { volume: held.volume, folder: CACHE } };
  }
  const folder = trivyDatabaseFolder(host);
  const text = await files.read(join(folder, METADATA));
  if (text === null) return null;
  const links = [METADATA, DATABASE].map((name) => [`${CACHE}/${name}`, join(folder, name)]);
  return { date: dateIn(text), links: Object.fromEntries(links), cache: null };
}

/** The same, where a job asks for it. @throws UserError where it was not fetched */
export async function askedDatabase(
  outside: Outside,
  place: Pick<ToolPlace, "engine">,
  where: Where,
  isAsked: boolean,
): Promise<HeldDatabase | null> {
  if (!isAsked) return null;
  const held = await heldDatabase(outside, place, where);
  if (held !== null) return held;
  throw new UserError("Trivy's own database is not here.", {
    fix: "Fetch it, on a network that reaches its registry: size-matters prepare --trivy-database",
  });
}

/** The day on which the vendor made it. */
export function dateIn(written: string): string {
  return metadata.parse(JSON.parse(written)).UpdatedAt.slice(0, 10);
}
