import { basename, join } from "node:path";
import type { Context } from "../context.ts";
import { UserError } from "../errors.ts";
import type { Lab } from "./lab.ts";
import {
  alternativesOf,
  filesBelow,
  type LabFolder,
  namesIn,
  readFolder,
  readPackage,
} from "./lab-folder.ts";
import { breachesOf } from "./lab-rules.ts";
import { parseLab } from "./parse-lab.ts";
import { didYouMean, inOrder, lineOf, type Problem } from "./problems.ts";
import type { Breach } from "./rules/rule.ts";
import type { YamlFile } from "./yaml-file.ts";

type Outside = Pick<Context, "files" | "host">;

const FOLDER = /^(\d+)-([a-z][a-z0-9]*(?:-[a-z0-9]+)*)$/;

/** What was read in labs/: the labs that are sound, and everything that is wrong with the others. */
export interface ReadLabs {
  readonly labs: readonly Lab[];
  readonly problems: readonly Problem[];
}

/** Where a lab is, and what its folder's name says. */
export interface Place {
  readonly root: string;
  readonly name: string;
  readonly id: string;
  readonly number: number;
}

/** What a lab's rules ask for beside its own folder. */
type Around = Pick<LabFolder, "rungs" | "earlier"> & { readonly catApp: readonly string[] };

/** Reads every lab, in the order of their numbers. */
export async function readAllLabs({ files, host }: Outside): Promise<ReadLabs> {
  const root = join(host.packageFolder, "labs");
  const names = await files.list(root);
  const places = placesOf(root, names);
  const shared = await readPackage(files, host.packageFolder);
  const read = await Promise.all(
    places.map((place) => {
      const earlier = places.filter(({ number }) => number < place.number).map(({ id }) => id);
      return readLab(files, place, { ...shared, earlier });
    }),
  );
  return {
    labs: read.flatMap(({ lab }) => lab ?? []),
    problems: [
      ...read.flatMap(({ problems }) => problems),
      ...idsThatAreTaken(places),
      ...(await misnamedLabs(files, root, names)),
    ],
  };
}

/**
 * The labs, for whoever proves them.
 * @throws UserError with every problem when one is not sound
 */
export async function readSoundLabs(outside: Outside): Promise<readonly Lab[]> {
  const { labs, problems } = await readAllLabs(outside);
  if (problems.length > 0) throw unsound(problems);
  return labs;
}

/** All problems of the labs as one error. */
export function unsound(problems: readonly Problem[]): UserError {
  const count = problems.length === 1 ? "a problem" : `${problems.length} problems`;
  return new UserError(`The labs have ${count}:\n${problems.map(lineOf).join("\n")}`, {
    fix: "Mend what is named, and type: size-matters labs verify",
  });
}

/**
 * The lab of that id, number, or folder.
 * @throws UserError for an unknown one, with the nearest name
 */
export function labNamed(labs: readonly Lab[], wanted: string): Lab {
  const word = basename(wanted.trim().toLowerCase());
  const number = /^\d+$/.test(word) ? Number(word) : null;
  const found = labs.find((lab) => lab.id === word || basename(lab.folder) === word || lab.number === number);
  if (found) return found;
  const ids = labs.map(({ id }) => id);
  throw new UserError(`There is no lab "${wanted}".`, { fix: didYouMean(word, ids) });
}

/** The folders that are labs, in the order of their numbers. */
export function placesOf(root: string, names: readonly string[]): Place[] {
  const places = names.flatMap((name): Place[] => {
    const [, number, id] = FOLDER.exec(name) ?? [];
    return id === undefined ? [] : [{ root, name, id, number: Number(number) }];
  });
  return places.sort((a, b) => a.number - b.number);
}

async function readLab(
  files: Context["files"],
  { root, name, id, number }: Place,
  around: Around,
): Promise<{ lab: Lab | null; problems: readonly Problem[] }> {
  const folder = join(root, name);
  const file = `labs/${name}/lab.yaml`;
  const text = await files.read(join(folder, "lab.yaml"));
  if (text === null) return { lab: null, problems: [noFile(file)] };
  const parsed = parseLab(file, text);
  if (!parsed.lab) return { lab: null, problems: parsed.problems };
  const inFolder = await readFolder(files, folder);
  const app = filesBelow("app", inFolder.files);
  const all = { ...around, ...inFolder, app: app.length > 0 ? app : around.catApp };
  const problems = breachesOf(parsed.lab, all).map((breach) => problemOf(breach, name, parsed.yaml));
  if (problems.length > 0) return { lab: null, problems: inOrder(problems) };
  const [alternatives, wrongFolders] = [alternativesOf(parsed.lab, all.files), namesIn(all, "wrong")];
  return { lab: { id, number, folder, file: parsed.lab, alternatives, wrongFolders }, problems: [] };
}

function problemOf(breach: Breach, name: string, yaml: YamlFile): Problem {
  if ("path" in breach) return yaml.problemAt(breach.path, breach.says, breach.key);
  return { ...breach, file: `labs/${name}/${breach.file}` };
}

/** The problem of a folder without a lab.yaml. */
export function noFile(file: string): Problem {
  return { ...atTop(file), says: "There is no such file." };
}

function atTop(file: string): Omit<Problem, "says"> {
  return { file, line: 1, column: 1 };
}

/** Everything that is kept of a lab is kept by its id. */
function idsThatAreTaken(places: readonly Place[]): Problem[] {
  return places.flatMap(({ name, id }, index) => {
    const first = places.findIndex((one) => one.id === id);
    if (first === index) return [];
    const says = `The lab in labs/${places[first]?.name} has the id "${id}", too. Give this folder another name.`;
    return [{ ...atTop(`labs/${name}/lab.yaml`), says }];
  });
}

/** Folders that hold a lab and are not read as one. The template begins with a line, and is none. */
async function misnamedLabs(
  files: Context["files"],
  root: string,
  names: readonly string[],
): Promise<Problem[]> {
  const others = names.filter((name) => !FOLDER.test(name) && !/^[_.]/.test(name));
  const isLab = await Promise.all(others.map((name) => files.exists(join(root, name, "lab.yaml"))));
  const says = "This folder is not read as a lab. Name it with a number and small letters: 05-smaller-base";
  return others
    .filter((_, index) => isLab[index])
    .map((name) => ({ ...atTop(`labs/${name}/lab.yaml`), says }));
}
