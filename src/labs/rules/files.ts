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

/** The files of a lab are there, and each of them is of use. */
export const FILES: readonly Rule[] = [
  stepsAreFiles,
  everyFileIsAStep,
  rungIsThere,
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

function rungIsThere({ rung }: LabFile, { rungs }: LabFolder): Breach[] {
  if (rung === undefined || rungs.has(rung)) return [];
  return [
    { path: ["rung"], says: `The ladder has no rung ${rung}. There are: ${[...rungs.keys()].join(", ")}.` },
  ];
}

function startAndReferenceAreThere({ rung }: LabFile, { files }: LabFolder): Breach[] {
  if (rung !== undefined) return [];
  return ["start", "reference"].flatMap((folder) => {
    const wanted = `${folder}/Dockerfile`;
    if (files.includes(wanted)) return [];
    const near = nearest(wanted, filesOf(folder, files));
    const says = `A lab without a rung needs the file ${wanted}.${near ? ` There is ${near}: name it anew.` : ""}`;
    return [{ path: [], says }];
  });
}

function riddleIsThere({ riddle }: LabFile, { files, texts }: LabFolder): Breach[] {
  const own = filesOf("riddle", files);
  if (!riddle)
    return own.length > 0 ? [{ path: [], says: "There is a folder riddle/. Say riddle: true." }] : [];
  const at = { path: [], key: "riddle" };
  if (!own.includes("riddle/Dockerfile")) return [{ ...at, says: "There is no file riddle/Dockerfile." }];
  if (own.some((path) => texts.get(path)?.includes("{{word}}"))) return [];
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
