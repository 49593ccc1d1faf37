import { UserError } from "../../errors.ts";
import type { AnswerSource, Look } from "./expected.ts";

/** The question that a figure without its two images leaves open. */
export const MEASURED_HOW = "From which image, measured how?";

/** Where both images are seen side by side. */
export const COMPARE: Look = {
  text: "Compare your naive image with this one: the first row has both sizes.",
  command: "size-matters compare {{naive}} {{image}}",
};

/**
 * How large the learner's naive image is.
 * @throws UserError when it is not known
 */
export function naiveBytesOf({ naiveBytes }: AnswerSource): number {
  if (naiveBytes) return naiveBytes;
  throw new UserError("It is not known how large your naive image is.", {
    fix: "Build both images: size-matters build",
  });
}
