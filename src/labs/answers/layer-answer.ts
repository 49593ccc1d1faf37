import type { LayerFacts } from "../../image/image-reading.ts";
import { type AnswerSource, type Expected, expectation, type Look, RIGHT, wrong } from "./expected.ts";
import { layersNamed, shownLayer, significant, wordsOf } from "./layers-named.ts";

interface RightLayers {
  /** Usually one. Of several each is right. */
  right: readonly LayerFacts[];
  /** Among which layers an instruction must be told apart. */
  among: readonly LayerFacts[];
  look: Look;
}

/** `layer 4` or `#4`, with the instruction behind it or not. */
const NUMBER = /^(?:the )?(?:layer|index|number|no\.?|#)(?: (?:number|no\.?))? ?#?(\d+)\b(.*)$/i;
const ONLY_NUMBER = /^(\d+)()$/;
/** A row of `inspect --layers`: number, bytes, waste, files, instruction. */
const ROW = /^(\d+) [\d.]+ [kMGT]?B (?:-|[\d.]+ [kMGT]?B) \d+ (.*)$/;
const LINE = /^(?:in |on )?(?:the )?(?:\S*dockerfile(?:\.[\w-]+)?[ :,]*(?:line ?)?|line ?|l)#?(\d+)\b(.*)$/i;
/** What stands around the instruction in a row of `docker history`. */
const HISTORY_START = /^(?:<missing>|[0-9a-f]{12}) .{1,40}? ago /;
const HISTORY_END = / [\d.]+ ?[kMGT]?B(?: buildkit\S*)?$/;
const SIZES = /[\d.,]+ ?[kMGT]?i?B\b/gi;

/** A layer, told by its number as our screens have it (the first is 0), its instruction, or its line in the Dockerfile. */
export function layerAnswer({ right, among, look }: RightLayers, source: AnswerSource): Expected {
  const byLine = source.lineOf === undefined ? "" : ", or its line in the Dockerfile";
  const accepts = `the layer's number as \`inspect --layers\` has it, or a part of its instruction${byLine}`;
  const shown = right.map((layer) => shownWithLine(layer, source)).join("; or ");
  return expectation({ shown, accepts, look }, (text) => {
    const meant = layersMeant(text, among, source);
    if (meant.length > 0 && meant.every((layer) => right.includes(layer))) return RIGHT;
    if (meant.length > 1) {
      return wrong("More than one layer fits that. Add a word that only one has, or give its number.", look);
    }
    return wrong(meant.length === 1 ? "That is another layer." : "That names no layer here.", look);
  });
}

function shownWithLine(layer: LayerFacts, { lineOf }: AnswerSource): string {
  const line = lineOf?.(layer.index) ?? null;
  return `${shownLayer(layer)}${line === null ? "" : ` (Dockerfile:${line})`}`;
}

function layersMeant(text: string, among: readonly LayerFacts[], source: AnswerSource): LayerFacts[] {
  const { layers } = source.reading;
  const [, line, behindLine = ""] = LINE.exec(text) ?? [];
  if (line !== undefined) {
    const made = layers.filter(({ index }) => source.lineOf?.(index) === Number(line));
    return agreeing(behindLine, made);
  }
  const [, number, behind = ""] = NUMBER.exec(text) ?? ONLY_NUMBER.exec(text) ?? ROW.exec(text) ?? [];
  if (number !== undefined) {
    const numbered = layers.filter(({ index }) => index === Number(number));
    return agreeing(behind, numbered);
  }
  return layersNamed(text.replace(HISTORY_START, "").replace(HISTORY_END, ""), among);
}

/** Those layers that what stands behind the number fits too, so that nobody names two at once. */
function agreeing(behind: string, layers: LayerFacts[]): LayerFacts[] {
  const instruction = behind.replaceAll(SIZES, " ");
  return significant(wordsOf(instruction)).length === 0 ? layers : layersNamed(instruction, layers);
}
