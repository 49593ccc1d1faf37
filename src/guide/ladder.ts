import { join } from "node:path";
import type { Context } from "../context.ts";
import { UserError } from "../errors.ts";

/** One reference Dockerfile of the ladder. */
export interface Rung {
  readonly rung: number;
  /** For example `multi_stage`. */
  readonly name: string;
  /** What it teaches: the first line of the file. */
  readonly teaches: string;
  readonly path: string;
  readonly text: string;
}

const FILE_NAME = /^(\d+)_(\w+)\.Dockerfile$/;

/** The ladder of reference Dockerfiles, from the naive one up. */
export async function readLadder({ files, host }: Pick<Context, "files" | "host">): Promise<Rung[]> {
  const folder = join(host.packageFolder, "dockerfiles");
  const rungs: Rung[] = [];
  for (const file of await files.list(folder)) {
    const [, number, name] = FILE_NAME.exec(file) ?? [];
    if (number === undefined || name === undefined) continue;
    const path = join(folder, file);
    const text = (await files.read(path)) ?? "";
    rungs.push({ rung: Number(number), name, teaches: firstComment(text), path, text });
  }
  return rungs.sort((a, b) => a.rung - b.rung);
}

function firstComment(text: string): string {
  return /^#\s*(.*)/.exec(text)?.[1]?.trim() ?? "";
}

/**
 * The ladder up to and with the rung of that number or name.
 * @throws UserError for an unknown one
 */
export function upTo(ladder: readonly Rung[], last: string | undefined): Rung[] {
  if (last === undefined) return [...ladder];
  const wanted = last.toLowerCase().replaceAll("-", "_");
  const at = ladder.findIndex(({ rung, name }) => [String(rung), name, `${rung}_${name}`].includes(wanted));
  if (at >= 0) return ladder.slice(0, at + 1);
  throw new UserError(`There is no rung "${last}".`, {
    fix: `Name one of: ${ladder.map(({ rung, name }) => `${rung} ${name}`).join(", ")}`,
  });
}
