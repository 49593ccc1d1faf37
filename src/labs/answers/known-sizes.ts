import type { AnswerSource } from "./expected.ts";
import { isNear } from "./read-number.ts";

interface KnownSize {
  bytes: number | null | undefined;
  says: string;
}

/** Within so many percent a figure was read somewhere, and is no guess. */
const SURE = 1;
/** A figure so close to the right one says nothing of where somebody looked. */
const TOO_CLOSE = 5;

/** What is wrong with a size that is another one of this image; null when it is none that is known. */
export function otherSize(given: number, right: number, source: AnswerSource): string | null {
  const found = knownSizes(source).find(
    ({ bytes }) => bytes && !isNear(bytes, right, TOO_CLOSE) && isNear(given, bytes, SURE),
  );
  return found?.says ?? null;
}

function knownSizes({ reading, engineBytes, compressedBytes }: AnswerSource): KnownSize[] {
  const { image, layers } = reading;
  const sum = (whose: string) =>
    layers.filter(({ owner }) => owner === whose).reduce((total, { bytes }) => total + bytes, 0);
  return [
    { bytes: image.bytes, says: "That is the whole image: all layers together." },
    { bytes: sum("base"), says: "Those are the layers of the base alone." },
    { bytes: sum("image"), says: "Those are your own layers alone." },
    { bytes: Math.max(0, ...layers.map(({ bytes }) => bytes)), says: "That is the largest layer alone." },
    { bytes: image.finalBytes, says: "That is what the final file system still holds." },
    { bytes: image.wastedBytes, says: "That is all that is wasted in the image." },
    { bytes: compressedBytes, says: "That is compressed; add up the layers." },
    {
      bytes: engineBytes,
      says: "That is the engine's own figure, and each engine has another; add up the layers.",
    },
  ];
}
