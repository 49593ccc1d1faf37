import { join } from "node:path";
import type { Context } from "../context.ts";
import { UserError } from "../errors.ts";
import type { Lab } from "./lab.ts";
import { breachesOf, type LabFolder } from "./lab-rules.ts";
import { parseLab } from "./parse-lab.ts";
import { didYouMean, lineOf, type Problem } from "./problems.ts";

type Outside = Pick<Context, "files" | "host">;

const FOLDER = /^(\d+)-([a-z][a-z0-9-]*)$/;
const RUNG = /^(\d+)_\w+\.Dockerfile$/;

/** What was read in labs/: the labs that are sound, and everything that is wrong with the others. */
export interface ReadLabs {
  readonly labs: readonly Lab[];
  readonly problems: readonly Problem[];
}

/** Reads every lab, in the order of their numbers. */
export async function readAllLabs({ files, host }: Outside): Promise<ReadLabs> {
  const root = join(host.packageFolder, "labs");
  const names = (await files.list(root)).filter((name) => FOLDER.test(name));
  const ids = names.map((name) => FOLDER.exec(name)?.[2] ?? name);
  const rungs = (await files.list(join(host.packageFolder, "dockerfiles"))).flatMap((name) =>
    RUNG.test(name) ? [Number(RUNG.exec(name)?.[1])] : [],
  );
  const read = await Promise.all(
    names.map((name) => readLab({ files, host }, root, name, { labs: ids, rungs })),
  );
  return {
    labs: read.flatMap(({ lab }) => lab ?? []).sort((a, b) => a.number - b.number),
    problems: read.flatMap(({ problems }) => problems),
  };
}

/**
 * The labs, for whoever plays them.
 * @throws UserError with every problem when one is not sound
 */
export async function readLabs(outside: Outside): Promise<readonly Lab[]> {
  const { labs, problems } = await readAllLabs(outside);
  if (problems.length === 0) return labs;
  throw new UserError(`The labs have ${problems.length} problems:\n${problems.map(lineOf).join("\n")}`, {
    fix: "Mend them, and type: size-matters labs verify",
  });
}

/**
 * The lab of that id, number, or folder.
 * @throws UserError for an unknown one, with the nearest name
 */
export function labNamed(labs: readonly Lab[], wanted: string): Lab {
  const word = wanted.toLowerCase();
  const found = labs.find(
    ({ id, number, folder }) =>
      id === word || folder.endsWith(`/${word}`) || `${number}` === word.replace(/^0+(?=\d)/, ""),
  );
  if (found) return found;
  const ids = labs.map(({ id }) => id);
  throw new UserError(`There is no lab "${wanted}".`, { fix: didYouMean(word, ids) });
}

async function readLab(
  { files }: Outside,
  root: string,
  name: string,
  known: Pick<LabFolder, "labs" | "rungs">,
): Promise<{ lab: Lab | null; problems: readonly Problem[] }> {
  const folder = join(root, name);
  const file = `labs/${name}/lab.yaml`;
  const text = await files.read(join(folder, "lab.yaml"));
  if (text === null)
    return { lab: null, problems: [{ file, line: 1, column: 1, says: "There is no such file." }] };
  const parsed = parseLab(file, text);
  if (!parsed.lab) return { lab: null, problems: parsed.problems };
  const inFolder = await folderOf(files, folder);
  const breaches = breachesOf(parsed.lab, { ...known, ...inFolder });
  const [, number = "0", id = name] = FOLDER.exec(name) ?? [];
  return {
    lab: {
      id,
      number: Number(number),
      folder,
      file: parsed.lab,
      alternatives: inFolder.alternatives,
      wrongFolders: inFolder.wrong,
    },
    problems: breaches.map(({ path, says }) => parsed.yaml.problemAt(path, says)),
  };
}

async function folderOf(files: Context["files"], folder: string): Promise<Omit<LabFolder, "labs" | "rungs">> {
  const [all, steps, alternatives, wrong] = await Promise.all(
    ["", "steps", "alternatives", "wrong"].map((name) => files.list(join(folder, name))),
  );
  return {
    folders: all ?? [],
    steps: (steps ?? []).map((name) => `steps/${name}`),
    alternatives: alternatives ?? [],
    wrong: wrong ?? [],
  };
}
