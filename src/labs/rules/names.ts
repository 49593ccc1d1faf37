import type { LabFolder } from "../lab-folder.ts";
import type { Goal, LabFile } from "../lab-schema.ts";
import { didYouMean } from "../problems.ts";
import type { Breach, Rule } from "./rule.ts";

/** The rule of every goal when there is no image to ask. */
export const BUILD_RULE = "build";

/** Of a workflow that cannot be played at all. */
const WORKFLOW_RULES = ["workflow-there", "workflow-read", "on-change", "pinned"];

/** Rules that a check can name beside its own type. */
const MORE_RULES: Readonly<Record<string, readonly string[]>> = {
  "canary-nowhere": ["canary-in-output"],
  "ci-gate": [
    ...WORKFLOW_RULES,
    "runs",
    "own-passes",
    "same-image",
    "scans",
    "stopped-first",
    "stranger-stopped",
  ],
  "ci-secrets": [...WORKFLOW_RULES, "build-argument", "argument", "output", "file", "builds"],
  "dive-gate": ["rules-there", "rules-read", "stranger-fails", "own-passes"],
  "finding-gone": ["installed", "hidden", "evidence", "code", "named"],
  hadolint: ["global-ignore", "too-many-ignored", "reason"],
  "pre-commit": ["hooks-there", "hooks-read", "hook-runs", "own-passes", "stranger-refused"],
  sbom: ["both-there", "format", "of-an-image", "packages", "this-image"],
  "secret-used": ["feed-not-asked", "package-changed"],
};

/** What is named in one place of a lab is there in another. */
export const NAMES: readonly Rule[] = [
  idsAreUnique,
  wrongNamesAGoal,
  wrongNamesARule,
  checksNameQuestions,
  attemptsNameQuestions,
  riddlesAreAsked,
  sharesNameEarlierLabs,
];

function idsAreUnique({ goals, questions }: LabFile): Breach[] {
  const twice = (list: readonly { id: string }[], key: string) =>
    list.flatMap(({ id }, index) =>
      list.findIndex((one) => one.id === id) < index
        ? [{ path: [key, index, "id"], says: `"${id}" is there twice: an id names one of the ${key} only.` }]
        : [],
    );
  return [...twice(goals, "goals"), ...twice(questions, "questions")];
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
    const says = `No check of the goal "${id}" says "${rule}". ${didYouMean(rule, rules)}`;
    return [{ path: ["wrong", name, "rule"], says }];
  });
}

function rulesOf({ checks }: Goal): string[] {
  return [...new Set([...checks.flatMap(({ type }) => [type, ...(MORE_RULES[type] ?? [])]), BUILD_RULE])];
}

function checksNameQuestions({ goals, questions }: LabFile): Breach[] {
  const ids = questions.map(({ id }) => id);
  return goals.flatMap(({ checks }, goal) =>
    checks.flatMap((check, index) => {
      const question = String(check.question);
      if (check.type !== "answer" || ids.includes(question)) return [];
      return [{ path: ["goals", goal, "checks", index, "question"], says: noQuestion(question, ids) }];
    }),
  );
}

function attemptsNameQuestions({ questions, wrong }: LabFile): Breach[] {
  const ids = questions.map(({ id }) => id);
  return Object.entries(wrong).flatMap(([name, { answers }]) =>
    Object.keys(answers)
      .filter((id) => !ids.includes(id))
      .map((id) => ({ path: ["wrong", name, "answers"], key: id, says: noQuestion(id, ids) })),
  );
}

function noQuestion(id: string, ids: readonly string[]): string {
  return `There is no question "${id}". ${didYouMean(id, ids)}`;
}

function riddlesAreAsked({ questions, riddle }: LabFile): Breach[] {
  return questions.flatMap(({ about, answer }, index) => {
    const path = ["questions", index];
    if (about === "riddle" && !riddle)
      return [
        {
          path: [...path, "about"],
          says: "This lab has no riddle. Say riddle: true, and add a folder riddle/.",
        },
      ];
    if (answer.from === "word" && about !== "riddle")
      return [{ path: [...path, "answer"], says: "The word is in the riddle's image. Say about: riddle." }];
    return [];
  });
}

function sharesNameEarlierLabs({ goals }: LabFile, { earlier }: LabFolder): Breach[] {
  return goals.flatMap(({ checks }, goal) =>
    checks.flatMap((check, index) => {
      const most = check["at-most"] as { "share-of"?: string } | string | undefined;
      const lab = typeof most === "object" ? most["share-of"] : undefined;
      if (lab === undefined || earlier.includes(lab)) return [];
      const path = ["goals", goal, "checks", index, "at-most", "share-of"];
      return [{ path, says: `There is no lab "${lab}" before this one. ${didYouMean(lab, earlier)}` }];
    }),
  );
}
