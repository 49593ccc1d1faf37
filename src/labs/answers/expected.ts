import type { Finding, ImageReading, Waste } from "../../image/image-reading.ts";

/** Where the right answers come from: the image that the learner built. */
export interface AnswerSource {
  reading: ImageReading;
  /** The line of the Dockerfile that made a layer; null when it is not known. */
  lineOf?: (layer: number) => number | null;
  /** What `hashOfWord` made of the secret word. */
  word?: { salt: string; sha256: string } | null;
  /** What dive says of the image; null where it was not asked. */
  dive?: { readonly wastedBytes: number } | null;
  /** What trivy finds in the image; null where it was not asked. */
  trivy?: { readonly vulnerabilities: readonly { readonly fixed: string | null }[] } | null;
  /** All layers of the learner's naive image together, for the kinds that compare with it. */
  naiveBytes?: number | null;
  /** The labs that teach to mend what is found. */
  taught?: Taught;
  /** The engine's own figure for the image. It is a known mistake, never the right answer. */
  engineBytes?: number | null;
  /** What a registry says of the image. It is a known mistake, too. */
  compressedBytes?: number | null;
}

/** Which lab teaches to mend something, by its id; null where none does. */
interface Taught {
  waste(waste: Pick<Waste, "reason" | "owner">): string | null;
  finding(finding: Finding): string | null;
}

/** Where to look, and what to type there. The caller fills `{{image}}`. */
export interface Look {
  text: string;
  command: string | null;
}

export type AnswerVerdict = { right: true } | { right: false; says: string; look: Look };

/** The right answer to one question about one image. */
export interface Expected {
  /** The right answer as it is shown once it was given, or asked for as a solution. */
  shown: string;
  /** "in bytes, MB or GB; within 5 %": what is accepted, told with the question. */
  accepts: string;
  /** Judges what somebody typed. */
  judge(given: string): AnswerVerdict;
}

export const RIGHT: AnswerVerdict = { right: true };

const LONGEST = 2000;

/** A wrong answer. The sentence never holds the right one. */
export function wrong(says: string, look: Look): AnswerVerdict {
  return { right: false, says, look };
}

/** The right answer, with a judge that is given tidy text only: never an empty one, never an endless one. */
export function expectation(
  { shown, accepts, look }: Pick<Expected, "shown" | "accepts"> & { look: Look },
  judge: (text: string) => AnswerVerdict,
): Expected {
  return {
    shown,
    accepts,
    judge: (given) => {
      if (given.length > LONGEST) return wrong("That is too long for an answer.", look);
      const text = tidy(given);
      return text === "" ? wrong(`Type an answer: ${accepts}.`, look) : judge(text);
    },
  };
}

const QUOTES = /^["'`“”‘’«»]+|["'`“”‘’«»]+$/g;

/** One line with single blanks, without quotes around it and without the dot that ends a sentence. */
export function tidy(given: string): string {
  const line = given
    .normalize("NFKC")
    .replaceAll(/\p{Cf}/gu, "")
    .replaceAll(/[\s\p{Cc}]+/gu, " ")
    .trim();
  return withoutDot(withoutDot(line).replaceAll(QUOTES, "").trim());
}

// Three dots are the mark of a text that a screen cut.
function withoutDot(text: string): string {
  return text.replace(/(?<!\.)\.$/, "").trim();
}
