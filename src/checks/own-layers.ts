import type { Subject } from "./subject.ts";
import { couldNotCheck, type Judgement } from "./verdict.ts";

/** Which of an image's layers are the learner's. */
interface OwnLayers {
  /** Where `isKnown` is false, true for the base's as well. */
  isOwn(layer: number): boolean;
  /** Can the base's layers be told from the others? */
  readonly isKnown: boolean;
  /** The verdict where something was found in a layer that may be the base's. */
  couldBeBases(expected: string): Judgement;
}

/** Tells the learner's own layers from those of the base. */
export async function ownLayers(subject: Pick<Subject, "reading" | "base">): Promise<OwnLayers> {
  const { reference, layers } = await subject.base();
  const reading = await subject.reading();
  return {
    isOwn: (layer) => reading.layers[layer]?.owner !== "base",
    isKnown: layers !== null,
    couldBeBases: (expected) => unknownBase(expected, reference),
  };
}

/** The verdict where it is not known which layers are the base's: the engine may have another image of that name by now. */
export function unknownBase(expected: string, reference: string): Judgement {
  return couldNotCheck(
    expected,
    `which layers are the base's is not known: the engine has no ${reference} with layers of this image`,
    "Pull the base and build again.",
    `docker pull ${reference}`,
  );
}
