import type { LayerFacts } from "../../image/image-reading.ts";

const SHELL =
  /^(?:run )?(?:\|\d+ .*?)?(?:\/usr)?\/bin\/(?:ba|da|a|z)?sh\b(?: -\S+| pipefail)*? -\S*c (#\(nop\) )?/i;

/** An instruction without the shell that runs it, and without the marks and arguments that a builder puts there. */
export function plainInstruction(createdBy: string): string {
  return createdBy
    .replaceAll(/\s+/g, " ")
    .replace(/ ?# buildkit ?$/, "")
    .replace(SHELL, (_, notRun) => (notRun === undefined ? "RUN " : ""))
    .trim();
}

/** A layer as it is shown: `layer 4: COPY . .`. */
export function shownLayer({ index, createdBy }: Pick<LayerFacts, "index" | "createdBy">): string {
  if (createdBy === null) return `layer ${index}`;
  // Behind a shell that is not known nobody can tell where the values of build arguments end.
  return `layer ${index}: ${plainInstruction(createdBy).replace(/^(?:RUN )?\|\d+ .*$/, "RUN …")}`;
}

/** Words around an instruction in a sentence. They are looked for, too, and left out only when they are not found. */
const AROUND = new Set([
  ...["a", "an", "the", "this", "that", "it", "is", "was", "my", "and", "then", "one", "base", "dockerfile"],
  ...["in", "on", "of", "for", "from", "with", "by", "to", "which", "where", "what"],
  ...["layer", "layers", "line", "row", "step", "instruction", "command", "run", "runs", "made", "makes"],
  ...["installs", "installing", "installed", "copies", "copying", "copied", "adds", "adding", "added"],
]);

type Fits = (words: readonly string[], wanted: readonly string[], isCut: boolean) => boolean;

/** From the strictest to the widest: only the layers that fit best are meant. */
const WAYS: readonly Fits[] = [
  (words, wanted, isCut) => words.length === wanted.length && startsWith(words, wanted, isCut),
  (words, wanted, isCut) => words.some((_, at) => startsWith(words.slice(at), wanted, isCut)),
  holdsInOrder,
];

/**
 * The layers that a text names by their instruction: all of it, a part, or words of it in their order. None when the
 * text holds any other word, so a list of everything names nothing.
 */
export function layersNamed<Layer extends Pick<LayerFacts, "createdBy">>(
  text: string,
  layers: readonly Layer[],
): Layer[] {
  const isCut = /(?:…|\.\.\.)$/.test(text);
  const typed = wordsOf(text);
  const instructions = layers.map((layer) => ({ layer, words: wordsOf(layer.createdBy ?? "") }));
  for (const wanted of [typed, significant(typed)]) {
    if (!wanted.some((word) => /\p{L}{2}/u.test(word))) continue;
    for (const fits of WAYS) {
      const found = instructions.filter(({ words }) => fits(words, wanted, isCut));
      if (found.length > 0) return found.map(({ layer }) => layer);
    }
  }
  return [];
}

/** The words that say something: not those that only tie a sentence together. */
export function significant(words: readonly string[]): string[] {
  return words.filter((word) => !AROUND.has(word));
}

/** History does not have all the flags that a Dockerfile has: `RUN --mount=…`, `COPY --from=…`. */
const FLAGS = /^(run|copy|add)(?: --[a-z]+(?:=\S*)?)+/;

/** Letters and figures in small letters, without the RUN in front: `apt-get` is two words. */
export function wordsOf(text: string): string[] {
  const instruction = plainInstruction(text).toLowerCase().replace(FLAGS, "$1");
  const words = instruction.match(/[\p{L}\p{N}]+/gu) ?? [];
  return words[0] === "run" && words.length > 1 ? words.slice(1) : words;
}

function startsWith(words: readonly string[], wanted: readonly string[], isCut: boolean): boolean {
  return wanted.every((word, at) => isWord(words[at] ?? "", word, isCut && at === wanted.length - 1));
}

function holdsInOrder(words: readonly string[], wanted: readonly string[], isCut: boolean): boolean {
  let next = 0;
  for (const word of words) {
    if (next < wanted.length && isWord(word, wanted[next] ?? "", isCut && next === wanted.length - 1)) next++;
  }
  return next === wanted.length;
}

// A screen cuts in the middle of a word.
function isWord(word: string, wanted: string, isCut: boolean): boolean {
  return isCut ? word.startsWith(wanted) : word === wanted;
}
