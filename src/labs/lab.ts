import type { Goal, LabFile, Question } from "./lab-schema.ts";

/** One lab: a numbered folder of data. */
export interface Lab {
  /** The folder's name without its number; everything that is kept is kept by it. */
  readonly id: string;
  /** Only orders. */
  readonly number: number;
  readonly folder: string;
  readonly file: LabFile;
  /** Names of the other right answers. */
  readonly alternatives: readonly string[];
  /** Names of the wrong attempts that have files. */
  readonly wrongFolders: readonly string[];
}

/** The two answers of a lab that its other attempts are laid upon. */
export type Ground = "start" | "reference";

/** The rung of the ladder whose Dockerfile the start or the reference is made of; undefined where it is of none. */
export function rungOf(
  { rung, ...file }: Pick<LabFile, "rung" | Ground>,
  ground: Ground,
): number | undefined {
  if (rung === undefined) return file[ground]?.rung;
  return ground === "reference" ? rung : Math.max(0, rung - 1);
}

/** Where a lab's folder says how a stand-in for one of its bases is built: stand-ins/golang for golang:1.24. */
export function standInFolder(base: string): string {
  return `stand-ins/${base.split(":")[0]?.split("/").at(-1)}`;
}

/** The goal of that id. */
export function goalOf({ file }: Lab, id: string): Goal | undefined {
  return file.goals.find((goal) => goal.id === id);
}

/** The question of that id. */
export function questionOf({ file }: Lab, id: string): Question | undefined {
  return file.questions.find((question) => question.id === id);
}
