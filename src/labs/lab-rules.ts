import type { Goal, LabFile } from "./lab-schema.ts";
import { didYouMean, type Path } from "./problems.ts";

/** What lies in a lab's folder, and around it. */
export interface LabFolder {
  /** Files and folders, by their paths in the lab's folder. */
  readonly steps: readonly string[];
  readonly alternatives: readonly string[];
  readonly wrong: readonly string[];
  /** Which of start, reference, riddle and app are there. */
  readonly folders: readonly string[];
  /** The numbers of the rungs of the ladder. */
  readonly rungs: readonly number[];
  /** The ids of all labs. */
  readonly labs: readonly string[];
}

/** Something that a schema cannot say. */
export interface Breach {
  readonly path: Path;
  readonly says: string;
}

type Rule = (lab: LabFile, folder: LabFolder) => Breach[];

/** Rules that a check can name beside its own type. */
const MORE_RULES: Readonly<Record<string, readonly string[]>> = {
  "canary-nowhere": ["canary-in-output"],
  "secret-used": ["feed-not-asked"],
};
/** The rule of every goal when there is no image to ask. */
export const BUILD_RULE = "build";

const RULES: readonly Rule[] = [
  idsAreUnique,
  stepsAreFiles,
  everyFileIsAStep,
  rungIsThere,
  startAndReferenceAreThere,
  riddleIsThere,
  wrongNamesAGoal,
  wrongNamesARule,
  wrongIsSomething,
  everyWrongFolderIsNamed,
  everyGoalHasTwoWrongAttempts,
  answersNameQuestions,
  expressionsAreRegular,
  sharesNameLabs,
];

/** Everything in a lab that breaks a rule. */
export function breachesOf(lab: LabFile, folder: LabFolder): Breach[] {
  return RULES.flatMap((rule) => rule(lab, folder));
}

function idsAreUnique({ goals, questions }: LabFile): Breach[] {
  const twice = (list: readonly { id: string }[], key: string) =>
    list.flatMap(({ id }, index) =>
      list.findIndex((one) => one.id === id) < index
        ? [{ path: [key, index, "id"], says: `"${id}" is there twice.` }]
        : [],
    );
  return [...twice(goals, "goals"), ...twice(questions, "questions")];
}

function stepsAreFiles({ steps }: LabFile, folder: LabFolder): Breach[] {
  return steps.flatMap(({ text }, index) =>
    folder.steps.includes(text)
      ? []
      : [
          {
            path: ["steps", index, "text"],
            says: `There is no file ${text}. ${didYouMean(text, folder.steps)}`,
          },
        ],
  );
}

function everyFileIsAStep({ steps }: LabFile, folder: LabFolder): Breach[] {
  const named = new Set(steps.map(({ text }) => text));
  const unused = folder.steps.filter((file) => !named.has(file));
  return unused.map((file) => ({ path: ["steps"], says: `${file} is no step: nobody reads it.` }));
}

function rungIsThere({ rung }: LabFile, { rungs }: LabFolder): Breach[] {
  if (rung === undefined || rungs.includes(rung)) return [];
  return [{ path: ["rung"], says: `The ladder has no rung ${rung}: it has ${rungs.join(", ")}.` }];
}

function startAndReferenceAreThere({ rung }: LabFile, { folders }: LabFolder): Breach[] {
  if (rung !== undefined) return [];
  const absent = ["start", "reference"].filter((name) => !folders.includes(name));
  return absent.map((name) => ({ path: [], says: `A lab without a rung needs a folder ${name}/.` }));
}

function riddleIsThere({ riddle }: LabFile, { folders }: LabFolder): Breach[] {
  if (riddle === folders.includes("riddle")) return [];
  const says = riddle ? "There is no folder riddle/." : "There is a folder riddle/: say riddle: true.";
  return [{ path: riddle ? ["riddle"] : [], says }];
}

function wrongNamesAGoal({ wrong, goals }: LabFile): Breach[] {
  const ids = goals.map(({ id }) => id);
  return Object.entries(wrong).flatMap(([name, { goal }]) =>
    ids.includes(goal)
      ? []
      : [{ path: ["wrong", name, "goal"], says: `There is no goal "${goal}". ${didYouMean(goal, ids)}` }],
  );
}

function wrongNamesARule({ wrong, goals }: LabFile): Breach[] {
  return Object.entries(wrong).flatMap(([name, { goal: id, rule }]) => {
    const goal = goals.find((one) => one.id === id);
    const rules = goal ? rulesOf(goal) : [rule];
    if (rules.includes(rule)) return [];
    return [
      { path: ["wrong", name, "rule"], says: `The goal has no rule "${rule}". ${didYouMean(rule, rules)}` },
    ];
  });
}

function rulesOf({ checks }: Goal): string[] {
  return [BUILD_RULE, ...checks.flatMap(({ type }) => [type, ...(MORE_RULES[type] ?? [])])];
}

function wrongIsSomething({ wrong }: LabFile, folder: LabFolder): Breach[] {
  return Object.entries(wrong).flatMap(([name, { answers }]) =>
    folder.wrong.includes(name) || Object.keys(answers).length > 0
      ? []
      : [{ path: ["wrong", name], says: `There is neither a folder wrong/${name}/ nor an answer.` }],
  );
}

function everyWrongFolderIsNamed({ wrong }: LabFile, folder: LabFolder): Breach[] {
  const names = Object.keys(wrong);
  const unnamed = folder.wrong.filter((name) => !names.includes(name));
  return unnamed.map((name) => ({
    path: ["wrong"],
    says: `wrong/${name}/ is not named here. ${didYouMean(name, names)}`,
  }));
}

const LEAST_WRONG = 2;

function everyGoalHasTwoWrongAttempts({ wrong, goals }: LabFile): Breach[] {
  return goals.flatMap(({ id }, index) => {
    const count = Object.values(wrong).filter(({ goal }) => goal === id).length;
    if (count >= LEAST_WRONG) return [];
    const says = `"${id}" has ${count} wrong attempts; ${LEAST_WRONG} or more show that it cannot be met by chance.`;
    return [{ path: ["goals", index, "id"], says }];
  });
}

function answersNameQuestions({ goals, questions, wrong }: LabFile): Breach[] {
  const ids = questions.map(({ id }) => id);
  const says = (id: string) => `There is no question "${id}". ${didYouMean(id, ids)}`;
  const inChecks = goals.flatMap(({ checks }, goal) =>
    checks.flatMap((check, index) =>
      check.type === "answer" && !ids.includes(String(check.question))
        ? [{ path: ["goals", goal, "checks", index, "question"], says: says(String(check.question)) }]
        : [],
    ),
  );
  const inWrong = Object.entries(wrong).flatMap(([name, { answers }]) =>
    Object.keys(answers).flatMap((id) =>
      ids.includes(id) ? [] : [{ path: ["wrong", name, "answers", id], says: says(id) }],
    ),
  );
  return [...inChecks, ...inWrong];
}

function expressionsAreRegular({ goals }: LabFile): Breach[] {
  return goals.flatMap(({ checks }, goal) =>
    checks.flatMap(({ mistakes }, check) =>
      mistakes.flatMap(({ seen }, index) => {
        const problem = problemWith(seen);
        return problem
          ? [{ path: ["goals", goal, "checks", check, "mistakes", index, "seen"], says: problem }]
          : [];
      }),
    ),
  );
}

function problemWith(expression: string): string | null {
  try {
    new RegExp(expression, "im");
    return null;
  } catch (error) {
    return error instanceof Error ? `${error.message}.` : String(error);
  }
}

function sharesNameLabs({ goals }: LabFile, { labs }: LabFolder): Breach[] {
  return goals.flatMap(({ checks }, goal) =>
    checks.flatMap((check, index) => {
      const most = (check as { "at-most"?: unknown })["at-most"];
      const lab = (most as { "share-of"?: string } | undefined)?.["share-of"];
      if (lab === undefined || labs.includes(lab)) return [];
      const path = ["goals", goal, "checks", index, "at-most", "share-of"];
      return [{ path, says: `There is no lab "${lab}". ${didYouMean(lab, labs)}` }];
    }),
  );
}
