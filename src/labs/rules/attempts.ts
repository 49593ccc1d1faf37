import { referenceOf, startOf, uneditedOf } from "../dockerfiles-of.ts";
import { type Edit, edited, editedAsFar, occurrences } from "../edits.ts";
import { rungOf } from "../lab.ts";
import { alternativesOf, filesBelow, type LabFolder, namesIn } from "../lab-folder.ts";
import type { LabFile } from "../lab-schema.ts";
import { didYouMean, type Path } from "../problems.ts";
import { plainInstructions } from "./plain-instructions.ts";
import type { Breach, Rule } from "./rule.ts";

const LEAST_WRONG = 2;
const LEAST_OTHERS = 2;
const KINDS = ["alternatives", "wrong"] as const;
type Kind = (typeof KINDS)[number];

/** The attempts, right and wrong, are there, and each of them shows something. */
export const ATTEMPTS: readonly Rule[] = [
  wrongIsSomething,
  everyWrongFolderIsNamed,
  everyGoalHasTwoWrongAttempts,
  everyAttemptChangesTheBuild,
  everyEditFits,
  otherRightAnswersAreThere,
  alternativesAreOthers,
];

function wrongIsSomething({ wrong }: LabFile, folder: LabFolder): Breach[] {
  const folders = namesIn(folder, "wrong");
  const empty = Object.entries(wrong).filter(
    ([name, { answers, edits, made }]) =>
      !folders.includes(name) && edits.length + made.length === 0 && Object.keys(answers).length === 0,
  );
  return empty.map(([name]) => ({
    ...{ path: ["wrong"], key: name },
    says: `This attempt is nothing: add edits here, files to wrong/${name}/, or answers.`,
  }));
}

function everyWrongFolderIsNamed({ wrong }: LabFile, folder: LabFolder): Breach[] {
  const names = Object.keys(wrong);
  const unnamed = namesIn(folder, "wrong").filter((name) => !names.includes(name));
  return unnamed.map((name) => ({
    ...{ path: [], key: "wrong" },
    says: `Nobody tries wrong/${name}/: it is not named here. ${didYouMean(name, names)}`,
  }));
}

function everyGoalHasTwoWrongAttempts({ wrong, goals }: LabFile): Breach[] {
  return goals.flatMap(({ id }, index) => {
    const count = Object.values(wrong).filter(({ goal }) => goal === id).length;
    if (count >= LEAST_WRONG) return [];
    const has = count === 0 ? "no wrong attempt" : "one wrong attempt";
    const says = `The goal "${id}" has ${has}. Add ${LEAST_WRONG - count} more under wrong: else it may be met by chance.`;
    return [{ path: ["goals", index, "id"], says }];
  });
}

/** Of the Dockerfile that it is made in: what other files hold is known when they are laid out. */
function everyEditFits(lab: LabFile, folder: LabFolder): Breach[] {
  const ofGrounds = (["start", "reference"] as const).flatMap((ground) => {
    const source = rungOf(lab, ground) === undefined ? "the start" : `rung ${rungOf(lab, ground)}`;
    const text = uneditedOf(lab, folder, ground);
    return text === null ? [] : misfitsIn(text, lab[ground]?.edits ?? [], [ground], source);
  });
  const ofAttempts = KINDS.flatMap((kind) =>
    Object.entries(lab[kind]).flatMap(([name, { edits, upon }]) =>
      misfitsIn(baseOf(lab, folder, kind, name), edits, [kind, name], `the ${upon}`),
    ),
  );
  return [...ofGrounds, ...ofAttempts];
}

function misfitsIn(text: string, edits: readonly Edit[], path: Path, whose: string): Breach[] {
  let before = text;
  return edits.flatMap((edit, index) => {
    if (edit.in !== "Dockerfile") return [];
    const count = occurrences(before, edit);
    if (count === 1) before = edited(before, edit);
    if (count === 1) return [];
    const says = `This text must occur once in the Dockerfile of ${whose}, and occurs ${count} times.`;
    return [{ path: [...path, "edits", index, "find"], says }];
  });
}

/** The Dockerfile that an attempt's edits are made in. */
function baseOf(lab: LabFile, folder: LabFolder, kind: Kind, name: string): string {
  const own = folder.texts.get(`${kind}/${name}/Dockerfile`);
  const upon = lab[kind][name]?.upon === "reference" ? referenceOf(lab, folder) : startOf(lab, folder);
  return own ?? upon ?? "";
}

/** The Dockerfile of an attempt as it is laid out; edits that do not fit are left out. */
function dockerfileOf(lab: LabFile, folder: LabFolder, kind: Kind, name: string): string {
  const edits = (lab[kind][name]?.edits ?? []).filter((edit) => edit.in === "Dockerfile");
  return editedAsFar(baseOf(lab, folder, kind, name), edits);
}

/** Without a Dockerfile of its own an attempt must have another file that the lab is about, like .dockerignore. */
function everyAttemptChangesTheBuild(lab: LabFile, folder: LabFolder): Breach[] {
  const { files, app } = folder;
  const about = new Set([
    "Dockerfile",
    ".dockerignore",
    "Dockerfile.dockerignore",
    ...filesBelow("start", files),
    ...filesBelow("reference", files),
    ...(lab.reference?.made ?? []).map(({ file }) => file),
    ...app,
  ]);
  return KINDS.flatMap((kind) => {
    const isIdle = (name: string) =>
      !lab[kind][name]?.edits.length && !filesBelow(`${kind}/${name}`, files).some((path) => about.has(path));
    const idle = namesIn(folder, kind).filter(isIdle);
    return idle.map((name) => ({
      ...(kind === "wrong" ? { path: ["wrong"], key: name } : { path: [] }),
      says: `${kind}/${name}/ has no Dockerfile, and no file that start/, reference/ or the app has: it changes nothing.`,
    }));
  });
}

function otherRightAnswersAreThere(lab: LabFile, folder: LabFolder): Breach[] {
  const goal = lab.goals.findIndex(({ checks }) => checks.some(({ type }) => type !== "answer"));
  const count = alternativesOf(lab, folder.files).length;
  const isOneWay = lab["one-way"] !== undefined;
  if (isOneWay && count >= LEAST_OTHERS)
    return [
      { path: [], key: "one-way", says: `There are ${count} other ways in alternatives/. Take one-way out.` },
    ];
  if (goal < 0 || isOneWay || count >= LEAST_OTHERS) return [];
  const more = LEAST_OTHERS - count === 1 ? "another right answer" : `${LEAST_OTHERS} other right answers`;
  const says = `Add ${more} to alternatives/, or say why there is only one way: one-way: …`;
  return [{ path: ["goals", goal, "id"], says }];
}

function alternativesAreOthers(lab: LabFile, folder: LabFolder): Breach[] {
  const seen = new Map([[plainInstructions(referenceOf(lab, folder) ?? "").join("\n"), "the reference"]]);
  return alternativesOf(lab, folder.files).flatMap((name): Breach[] => {
    const others = filesBelow(`alternatives/${name}`, folder.files).filter((path) => path !== "Dockerfile");
    const { edits = [], made = [] } = lab.alternatives[name] ?? {};
    if (others.length > 0 || made.length > 0 || edits.some((edit) => edit.in !== "Dockerfile")) return [];
    const text = plainInstructions(dockerfileOf(lab, folder, "alternatives", name)).join("\n");
    const same = seen.get(text);
    seen.set(text, `alternatives/${name}`);
    if (!same) return [];
    const says = `This is ${same} once more: no other way.`;
    const file = `alternatives/${name}/Dockerfile`;
    return folder.files.includes(file)
      ? [{ file, line: 1, column: 1, says }]
      : [{ path: ["alternatives", name], says }];
  });
}
