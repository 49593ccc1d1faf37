import { UserError } from "../../errors.ts";
import { expectation, type Look, RIGHT, wrong } from "./expected.ts";
import { kind, LAB_FIX } from "./kind.ts";
import { labIn } from "./largest-waste.ts";

const LOOK: Look = {
  text: "Each finding names its lab, where there is one.",
  command: "size-matters inspect {{image}} --findings",
};

const AROUND = /^(and|&|the|labs?)$/i;

/** All labs that the owner of an image should see. */
export const labsForFindings = kind("labs-for-findings", {
  says: "The labs that teach to mend what else was found, without the waste and the leaks.",
  options: {},
  expected: (_, { reading, taught }) => {
    const right = new Set(reading.findings.flatMap((finding) => taught?.finding(finding) ?? []));
    if (right.size === 0) throw new UserError("Nothing that a lab teaches was found in this image.", LAB_FIX);
    const accepts = "the ids of labs, with commas between them";
    return expectation({ shown: [...right].join(", "), accepts, look: LOOK }, (text) => {
      const words = text.split(/[,;\s]+/).filter((word) => !AROUND.test(word));
      const named = new Set(words.flatMap((word) => labIn(word) || []));
      if ([...named].some((lab) => !right.has(lab)))
        return wrong("Not all that you name is the lab of a finding here.", LOOK);
      return named.size === right.size ? RIGHT : wrong("That is right, but not all: there is more.", LOOK);
    });
  },
});
