import { z } from "zod";
import { UserError } from "../../errors.ts";
import type { LayerFacts } from "../../image/image-reading.ts";
import type { Look } from "./expected.ts";
import { kind, LAB_FIX } from "./kind.ts";
import { layersNamed, shownLayer } from "./layers-named.ts";
import { sizeAnswer, TOLERANCE } from "./size-answer.ts";
import { layersOf, rowsOf, WHOSE, type Whose } from "./whose-layers.ts";

const LAYERS = "size-matters inspect {{image}} --layers";
const SUMMARY = "size-matters inspect {{image}}";
const OPTIONS = { of: WHOSE, tolerance: TOLERANCE };

/** All layers together. */
export const imageBytes = kind("image-bytes", {
  says: "How large the image is: its layers added up.",
  options: OPTIONS,
  expected: ({ of, tolerance }, source) => {
    const right = sum(layersOf(source.reading, of), ({ bytes }) => bytes);
    return sizeAnswer({ right, tolerance, look: lookAtBytes(of) }, source);
  },
});

/** The base under the image. */
export const baseBytes = kind("base-bytes", {
  says: "How large the base is that the image stands on.",
  options: { tolerance: TOLERANCE },
  expected: ({ tolerance }, source) => {
    const right = sum(layersOf(source.reading, "base"), ({ bytes }) => bytes);
    return sizeAnswer({ right, tolerance, look: lookAtBytes("base") }, source);
  },
});

/** What is left when all layers lie upon each other. */
export const finalBytes = kind("final-bytes", {
  says: "How many bytes the final file system still holds.",
  options: OPTIONS,
  expected: ({ of, tolerance }, source) => {
    const right = sum(layersOf(source.reading, of), ({ bytes, wastedBytes }) => bytes - wastedBytes);
    const whole: Look = { text: "Take what is wasted from the size.", command: SUMMARY };
    const text = `Add up the Bytes column of ${rowsOf(of)}, and take their Waste column away.`;
    return sizeAnswer({ right, tolerance, look: of === "all" ? whole : { text, command: LAYERS } }, source);
  },
});

/** What is shipped and never seen. */
export const wastedBytes = kind("wasted-bytes", {
  says: "How many bytes are in some layer, and no longer in the final file system.",
  options: OPTIONS,
  expected: ({ of, tolerance }, source) => {
    const right = sum(layersOf(source.reading, of), (layer) => layer.wastedBytes);
    const text = `Add up the Waste column of ${rowsOf(of)}.`;
    return sizeAnswer({ right, tolerance, look: { text, command: LAYERS } }, source);
  },
});

/** What dive has under that name: every copy of a file that is there twice, also the one that stays. */
export const diveWastedBytes = kind("dive-wasted-bytes", {
  says: "How many bytes dive calls wasted.",
  options: { tolerance: TOLERANCE },
  expected: ({ tolerance }, source) => {
    if (!source.dive) throw new Error("dive was not asked");
    const look = {
      text: "Read wastedBytes, above dive's list of files.",
      command: "size-matters run dive --ci {{image}}",
    };
    return sizeAnswer({ right: source.dive.wastedBytes, tolerance, look }, source);
  },
});

/** One layer. */
export const layerBytes = kind("layer-bytes", {
  says: "How large one layer is: the largest, or the one that an instruction made.",
  options: {
    of: WHOSE,
    tolerance: TOLERANCE,
    "made-by": z
      .string()
      .min(1)
      .optional()
      .describe("A part of the instruction that made the layer. Left out: the largest layer."),
  },
  expected: ({ of, tolerance, "made-by": madeBy }, source) => {
    const layers = layersOf(source.reading, of);
    const layer = madeBy === undefined ? theLargest(layers) : theLayerMadeBy(madeBy, layers);
    const row =
      madeBy === undefined ? `the largest figure in ${rowsOf(of)}` : `the row of ${shownLayer(layer)}`;
    const look = { text: `Read the Bytes column: ${row}.`, command: LAYERS };
    return sizeAnswer({ right: layer.bytes, tolerance, look }, source);
  },
});

function theLargest(layers: readonly LayerFacts[]): LayerFacts {
  const [largest] = layers.toSorted((a, b) => b.bytes - a.bytes);
  if (largest !== undefined) return largest;
  throw new UserError("This image has no such layer.", LAB_FIX);
}

function theLayerMadeBy(text: string, layers: readonly LayerFacts[]): LayerFacts {
  const [found, ...more] = layersNamed(text, layers);
  if (found !== undefined && more.length === 0) return found;
  throw new UserError(
    found === undefined
      ? `No layer of this image was made by "${text}".`
      : `${more.length + 1} layers of this image were made by "${text}".`,
    LAB_FIX,
  );
}

function lookAtBytes(of: Whose): Look {
  const history = of === "all" ? ", as `docker history` has them in its SIZE column" : "";
  return { text: `Add up the Bytes column of ${rowsOf(of)}${history}.`, command: LAYERS };
}

function sum(layers: readonly LayerFacts[], of: (layer: LayerFacts) => number): number {
  return layers.reduce((total, layer) => total + of(layer), 0);
}
