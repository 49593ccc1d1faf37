import { type Expected, expectation, type Look, RIGHT, wrong } from "./expected.ts";
import { kind } from "./kind.ts";
import { isWithin, readPercent } from "./read-percent.ts";

/** How many points of a hundred an answer may be off. */
const TOLERANCE = 1;

/** Which share of the bytes is still seen. */
export const efficiency = kind("efficiency", {
  says: "The share of the image's bytes that the final file system still holds.",
  options: {},
  expected: (_, { reading }) => percentAnswer(reading.image.efficiency * 100),
});

function percentAnswer(right: number): Expected {
  const shown = `${(right / 100).toFixed(3)}, or ${right.toFixed(1)} %`;
  const accepts = `a share or percent, as 0.5 or 50 %; within ${TOLERANCE} %`;
  const look: Look = { text: "Read the Waste line.", command: "size-matters inspect {{image}}" };
  return expectation({ shown, accepts, look }, (text) => {
    const percent = readPercent(text);
    if (percent === null) return wrong("Write a share from 0 to 1, or percent.", look);
    if (isWithin(percent, right, TOLERANCE)) return RIGHT;
    const isWaste = isWithin(percent, 100 - right, TOLERANCE);
    return wrong(isWaste ? "That is the share that is wasted." : "That is not the efficiency.", look);
  });
}
