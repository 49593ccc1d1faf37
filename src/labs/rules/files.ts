import { standInFolder } from "../lab.ts";
import { type LabFolder, namesIn } from "../lab-folder.ts";
import type { LabFile } from "../lab-schema.ts";
import { didYouMean, nearest } from "../problems.ts";
import type { Breach, Rule } from "./rule.ts";

/** What may stand in a lab's folder. */
const KNOWN = [
  "lab.yaml",
  "README.md",
  "steps",
  "start",
  "reference",
  "alternatives",
  "wrong",
  "riddle",
  "app",
  "stand-ins",
];

const GROUNDS = ["start", "reference"] as const;

/** The files of a lab are there, and each of them is of use. */
export const FILES: readonly Rule[] = [
  stepsAreFiles,
  everyFileIsAStep,
  rungIsThere,
  dockerfileHasOneSource,
  startAndReferenceAreThere,
  riddleIsThere,
  standInsAreOfUse,
  noFileLiesAbout,
];

function stepsAreFiles({ steps }: LabFile, { files }: LabFolder): Breach[] {
  return steps.flatMap(({ text }, index) => {
    if (files.includes(text)) return [];
    const says = `There is no file ${text}. ${didYouMean(text, filesOf("steps", files))}`;
    return [{ path: ["steps", index, "text"], says }];
  });
}

function everyFileIsAStep({ steps }: LabFile, { files }: LabFolder): Breach[] {
  const named = new Set(steps.map(({ text }) => text));
  const unread = filesOf("steps", files).filter((file) => !named.has(file));
  return unread.map((file) => ({
    path: [],
    key: "steps",
    says: `Nobody reads ${file}: no step names it.`,
  }));
}

function rungIsThere({ rung, start, reference }: LabFile, { rungs }: LabFolder): Breach[] {
  const named = [
    { path: ["rung"], rung },
    { path: ["start", "rung"], rung: start?.rung },
    { path: ["reference", "rung"], rung: reference?.rung },
  ];
  const all = [...rungs.keys()].join(", ");
  return named.flatMap((one) => {
    if (one.rung === undefined || rungs.has(one.rung)) return [];
    return [{ path: one.path, says: `The ladder has no rung ${one.rung}. There are: ${all}.` }];
  });
}

/** A Dockerfile that is named in two ways would be one of them, and nobody knows which. */
function dockerfileHasOneSource(lab: LabFile, { files }: LabFolder): Breach[] {
  return GROUNDS.flatMap((ground) => {
    if (lab[ground] === undefined) return [];
    const at = { path: [], key: ground };
    if (lab.rung !== undefined)
      return [
        { ...at, says: `The rung ${lab.rung} above says what the ${ground} is. Take one of them out.` },
      ];
    if (!files.includes(`${ground}/Dockerfile`)) return [];
    return [{ ...at, says: `There is a file ${ground}/Dockerfile, too. Take one of them out.` }];
  });
}

function startAndReferenceAreThere(lab: LabFile, { files }: LabFolder): Breach[] {
  if (lab.rung !== undefined) return [];
  return GROUNDS.flatMap((ground) => {
    const wanted = `${ground}/Dockerfile`;
    if (lab[ground] !== undefined || files.includes(wanted)) return [];
    const near = nearest(wanted, filesOf(ground, files));
    const says = near
      ? `There is ${near}: name it anew.`
      : `Or say of which rung it is made: ${ground}: { rung: … }`;
    return [{ path: [], says: `A lab without a rung needs the file ${wanted}. ${says}` }];
  });
}

function riddleIsThere({ riddle, questions }: LabFile, { files, texts }: LabFolder): Breach[] {
  const own = filesOf("riddle", files);
  if (!riddle)
    return own.length > 0 ? [{ path: [], says: "There is a folder riddle/. Say riddle: true." }] : [];
  const at = { path: [], key: "riddle" };
  if (!own.includes("riddle/Dockerfile")) return [{ ...at, says: "There is no file riddle/Dockerfile." }];
  const asksForWord = questions.some(({ answer }) => answer.from === "word");
  if (!asksForWord || own.some((path) => texts.get(path)?.includes("{{word}}"))) return [];
  return [
    { ...at, says: "No file of riddle/ holds {{word}}: a .txt, or the Dockerfile. Nothing is hidden." },
  ];
}

function standInsAreOfUse({ bases }: LabFile, { files }: LabFolder): Breach[] {
  const wanted = new Set(bases.map((base) => `${standInFolder(base)}/Dockerfile`));
  const useless = filesOf("stand-ins", files).find(
    (path) => /(^|\/)Dockerfile$/.test(path) && !wanted.has(path),
  );
  if (useless === undefined) return [];
  return [
    {
      path: ["bases"],
      says: `${useless} stands in for none of the bases. ${didYouMean(useless, [...wanted])}`,
    },
  ];
}

function noFileLiesAbout(_: LabFile, folder: LabFolder): Breach[] {
  const top = new Set(folder.files.map((path) => path.split("/")[0] ?? ""));
  const unknown = [...top].filter((name) => !KNOWN.includes(name) && !name.startsWith("."));
  const alone = (["alternatives", "wrong"] as const).flatMap((name) => {
    const folders = namesIn(folder, name);
    const paths = filesOf(name, folder.files).filter((path) => !folders.includes(path.split("/")[1] ?? ""));
    return paths.map((path) => ({
      path: [],
      says: `${path} needs a folder of its own: ${name}/NAME/Dockerfile.`,
    }));
  });
  return [
    ...unknown.map((name) => ({
      path: [],
      says: `Nobody reads ${name} in a lab's folder. ${didYouMean(name, KNOWN)}`,
    })),
    ...alone,
  ];
}

function filesOf(folder: string, files: readonly string[]): string[] {
  return files.filter((path) => path.startsWith(`${folder}/`));
}
