import { z } from "zod";
import { cleaned } from "../../checks/paths.ts";
import type { ImageReading, ListedEntry } from "../../image/image-reading.ts";
import { type Expected, expectation, type Look, RIGHT, wrong } from "./expected.ts";
import { kind } from "./kind.ts";
import { isNear, readCount } from "./read-number.ts";
import { layersOf, rowsOf, WHOSE, type Whose } from "./whose-layers.ts";

interface RightCount {
  right: number;
  look: Look;
  /** Figures that are known to be another thing's, with what is wrong about them. */
  mistakes: readonly { count: number; says: string }[];
  /** Percent. */
  tolerance?: number;
}

/** How many layers. */
export const layerCount = kind("layer-count", {
  says: "How many layers there are.",
  options: { of: WHOSE },
  expected: ({ of }, { reading }) => {
    const right = layersOf(reading, of).length;
    const rows = historyRows(reading).map((count) => ({
      count,
      says: "A 0 B row may be configuration only; count RootFS.Layers.",
    }));
    const whole = {
      count: reading.layers.length,
      says: "Those are the base's layers and your own together.",
    };
    return countAnswer({ right, look: lookForLayers(of), mistakes: [...rows, whole] });
  },
});

/** How many packages the final file system has. */
export const packagesCount = kind("packages-count", {
  says: "How many packages are installed.",
  options: {
    type: z
      .enum(["all", "deb", "apk", "python"])
      .default("all")
      .describe("Whose packages count: of every kind, of Debian, of Alpine or of Python."),
    of: WHOSE,
  },
  expected: ({ type, of }, { reading }) => {
    const inLayers = new Set(layersOf(reading, of).map(({ index }) => index));
    const inQuestion = reading.packages.filter(({ layer }) => inLayers.has(layer));
    const ofType = inQuestion.filter((one) => type === "all" || one.type === type);
    const right = ofType.filter(({ removed }) => !removed).length;
    const rows = type === "all" ? "the rows" : `the rows that begin with ${type}`;
    const look = {
      text: `Count ${rows} without those that say removed.`,
      command: "size-matters inspect {{image}} --packages",
    };
    const mistakes = [
      { count: ofType.length, says: "Some of those were removed; count what is still there." },
      { count: inQuestion.length, says: "Those are packages of every kind." },
    ];
    return countAnswer({ right, look, mistakes });
  },
});

/** How many files a container sees. */
export const fileCount = kind("file-count", {
  says: "How many files the final file system has.",
  options: {
    tolerance: z
      .number()
      .min(0)
      .max(50)
      .default(1)
      .describe("How many percent an answer may be off. The learner is told."),
    below: z.string().min(1).optional().describe("Only files in this folder count: app."),
    ending: z
      .string()
      .min(1)
      .optional()
      .describe("Only files whose name ends so count: .so. Their number must be exact."),
  },
  expected: ({ tolerance, below, ending }, { reading }) => {
    if (below !== undefined || ending !== undefined) return chosenFiles(reading, below, ending);
    const look = { text: "Read the Size line.", command: "size-matters inspect {{image}}" };
    const inLayers = reading.layers.reduce((total, { files }) => total + files, 0);
    const mistakes = [
      { count: inLayers, says: "Those are the files of all layers; some are hidden at the end." },
    ];
    return countAnswer({ right: reading.image.files, look, mistakes, tolerance });
  },
});

/** The files of the final file system in that folder, with a name that ends so. */
function chosenFiles({ entries }: ImageReading, below = "", ending = ""): Expected {
  const folder = cleaned(below);
  const isAsked = ({ kind, path }: ListedEntry) =>
    kind === "file" && path.endsWith(ending) && (folder === "" || path.startsWith(`${folder}/`));
  if (entries === null) throw new Error("the image was read without a list of its entries");
  const files = entries.filter(isAsked);
  const look = {
    text: "Count them.",
    command: `docker run --rm --entrypoint find {{image}} /${folder} -type f -name '*${ending}'`,
  };
  const mistakes = [{ count: files.length, says: "Some of those are hidden at the end." }];
  return countAnswer({ right: files.filter(({ final }) => final).length, look, mistakes });
}

/** A number that is counted: right or not, with what another known number is. */
export function countAnswer({ right, look, mistakes, tolerance = 0 }: RightCount): Expected {
  const accepts = tolerance === 0 ? "a whole number" : `a whole number; within ${tolerance} %`;
  return expectation({ shown: String(right), accepts, look }, (text) => {
    const count = readCount(text);
    if (count === null) return wrong("Write one whole number, in figures.", look);
    if (isNear(count, right, tolerance)) return RIGHT;
    const known = mistakes.find((one) => one.count === count);
    return wrong(known?.says ?? "That is not how many there are.", look);
  });
}

/** What somebody counts who takes each row for a layer: all rows, or those above the base's highest layer. */
function historyRows({ history, base }: Pick<ImageReading, "history" | "base">): number[] {
  const last = history.findLastIndex(({ layer }) => layer !== null && layer < (base?.layers ?? 0));
  return [history.length, history.length - 1 - last];
}

function lookForLayers(of: Whose): Look {
  if (of === "all")
    return { text: "Count the entries of RootFS.Layers.", command: "docker inspect {{image}}" };
  return { text: `Count ${rowsOf(of)}.`, command: "size-matters inspect {{image}} --layers" };
}
