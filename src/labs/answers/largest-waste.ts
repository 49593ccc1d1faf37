import { UserError } from "../../errors.ts";
import type { ImageReading, Waste } from "../../image/image-reading.ts";
import { type AnswerSource, expectation, type Look, RIGHT, wrong } from "./expected.ts";
import { kind, LAB_FIX } from "./kind.ts";
import { filesMeant } from "./largest-file.ts";

const LOOK: Look = {
  text: "Take the first row that is not marked base.",
  command: "size-matters inspect {{image}} --waste",
};
const OF_BASE =
  "Not yours: move the base. Another base has other waste, and no line of the Dockerfile mends this.";

/** The file that the image's own layers waste most on. */
export const largestWaste = kind("largest-waste", {
  says: "The path of the largest file that is wasted, and not by the base.",
  options: {},
  expected: (_, { reading }) => {
    const right = largestOf(reading).map(({ path }) => path);
    const own = new Set(reading.waste.filter(({ owner }) => owner !== "base").map(({ path }) => path));
    const known = reading.waste.map(({ path }) => path);
    const shown = right.map((path) => `/${path}`).join(" or ");
    return expectation({ shown, accepts: "a path", look: LOOK }, (typed) => {
      const meant = filesMeant(typed, known);
      if (meant.length > 0 && meant.every((path) => right.includes(path))) return RIGHT;
      const isOfBase = meant.length > 0 && meant.every((path) => !own.has(path));
      return wrong(isOfBase ? OF_BASE : "That is not what is wasted most.", LOOK);
    });
  },
});

/** The lab that teaches to mend that file. */
export const labForWaste = kind("lab-for-waste", {
  says: "The lab that teaches to mend the largest waste that is not the base's.",
  options: {},
  expected: (_, source) => {
    const right = taughtBy(source);
    const ofBase = source.taught?.waste({ reason: "removed", owner: "base" }) ?? null;
    return expectation({ shown: right.join(" or "), accepts: "the id of a lab", look: LOOK }, (typed) => {
      const lab = labIn(typed);
      if (right.includes(lab)) return RIGHT;
      return wrong(lab === ofBase ? OF_BASE : "That lab teaches something else.", LOOK);
    });
  },
});

/** `7`, `07-remove-packages`, `lab clean-up`: the id of a lab is what stands behind numbers and words. */
export function labIn(typed: string): string {
  return typed
    .toLowerCase()
    .replace(/^(?:the )?(?:lab )?(?:labs\/)?(?:\d+-)?/, "")
    .replace(/ lab$/, "");
}

function taughtBy({ reading, taught }: AnswerSource): string[] {
  const labs = largestOf(reading).flatMap((waste) => taught?.waste(waste) ?? []);
  if (labs.length > 0) return [...new Set(labs)];
  throw new UserError("It is not known which lab teaches to mend this.", LAB_FIX);
}

/** The largest file; several where they are of one size. */
function largestOf({ waste, base }: Pick<ImageReading, "waste" | "base">): Waste[] {
  if (base === null) {
    throw new UserError("It is not known which layers of this image are the base's.", {
      fix: "Build it again with: size-matters build",
    });
  }
  const own = waste.filter(({ owner }) => owner !== "base");
  const most = Math.max(0, ...own.map(({ bytes }) => bytes));
  if (most === 0) throw new UserError("This image wastes nothing of its own.", LAB_FIX);
  return own.filter(({ bytes }) => bytes === most);
}
