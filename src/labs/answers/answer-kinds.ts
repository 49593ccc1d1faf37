import { z } from "zod";
import { beforeAndAfter } from "./before-and-after.ts";
import { fileCount, layerCount, packagesCount } from "./counts.ts";
import { efficiency } from "./efficiency.ts";
import type { AnswerSource, Expected } from "./expected.ts";
import { fixed } from "./fixed.ts";
import type { AnswerKind } from "./kind.ts";
import { labsForFindings } from "./labs-for-findings.ts";
import { largestFile } from "./largest-file.ts";
import { labForWaste, largestWaste } from "./largest-waste.ts";
import { largestLayer, layerOfFile, layerThatRemoved } from "./layers.ts";
import { packageVersion } from "./package-version.ts";
import { percentSaved } from "./percent-saved.ts";
import { baseBytes, diveWastedBytes, finalBytes, imageBytes, layerBytes, wastedBytes } from "./sizes.ts";
import { tokenPlaces } from "./token-places.ts";
import { trivyFindings } from "./trivy-findings.ts";
import { uid, user } from "./users.ts";
import { word } from "./word.ts";

/** The kinds whose answer is read in the image. A new one is one line here. */
const FROM_IMAGE = {
  "image-bytes": imageBytes,
  "final-bytes": finalBytes,
  "wasted-bytes": wastedBytes,
  "dive-wasted-bytes": diveWastedBytes,
  "layer-bytes": layerBytes,
  "base-bytes": baseBytes,
  "layer-count": layerCount,
  "largest-layer": largestLayer,
  "layer-of-file": layerOfFile,
  "layer-that-removed": layerThatRemoved,
  "token-places": tokenPlaces,
  user,
  uid,
  "packages-count": packagesCount,
  "package-version": packageVersion,
  "largest-file": largestFile,
  "file-count": fileCount,
  "trivy-findings": trivyFindings,
  efficiency,
  "before-and-after": beforeAndAfter,
  "percent-saved": percentSaved,
  "largest-waste": largestWaste,
  "lab-for-waste": labForWaste,
  "labs-for-findings": labsForFindings,
  word,
};

/** All kinds of answer, by the name that stands behind `from:`. */
export const ANSWER_KINDS = { is: fixed, ...FROM_IMAGE };

/** What stands under `answer:` of a lab's question: `{ is: … }`, or `{ from: KIND, … }`. */
export const answerSchema = z.discriminatedUnion("from", [
  fixed.schema,
  ...Object.values(FROM_IMAGE).map(({ schema }) => schema),
]);

export type AnswerSpec = z.output<typeof answerSchema>;

/** Whether a question compares the image with the learner's naive one. */
export function comparesWithNaive({ from }: Pick<AnswerSpec, "from">): boolean {
  const { comparesWithNaive: compares = false }: AnswerKind = ANSWER_KINDS[from ?? "is"];
  return compares;
}

/**
 * The right answer to a question about this image.
 * @throws UserError when the image has no such thing: then the question cannot be checked
 */
export function expectedAnswer(spec: AnswerSpec, source: AnswerSource): Expected {
  return ANSWER_KINDS[spec.from ?? "is"].expected(spec, source);
}
