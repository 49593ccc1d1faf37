import { z } from "zod";
import { UserError } from "../../errors.ts";
import type { ImageReading, ListedEntry } from "../../image/image-reading.ts";
import type { Look } from "./expected.ts";
import { kind, LAB_FIX } from "./kind.ts";
import { layerAnswer } from "./layer-answer.ts";
import { layersOf, rowsOf, WHOSE } from "./whose-layers.ts";

const PATH = z.string().min(1).describe("The path in the image, with or without a slash in front.");

/** The largest layer, with the instruction that made it. */
export const largestLayer = kind("largest-layer", {
  says: "Which instruction made the largest layer.",
  options: { of: WHOSE },
  expected: ({ of }, source) => {
    const among = layersOf(source.reading, of);
    const most = Math.max(0, ...among.map(({ bytes }) => bytes));
    if (most === 0) throw new UserError("No layer of this image holds a file.", LAB_FIX);
    const right = among.filter(({ bytes }) => bytes === most);
    const look = {
      text: `Find the largest figure in the Bytes column of ${rowsOf(of)}.`,
      command: "size-matters inspect {{image}} --layers",
    };
    return layerAnswer({ right, among, look }, source);
  },
});

/** The first layer that has a file. */
export const layerOfFile = kind("layer-of-file", {
  says: "Which layer added a file, be it still there or not.",
  options: { path: PATH },
  expected: ({ path }, source) => {
    const { layers } = source.reading;
    const first = Math.min(...layersWith(clean(path), source.reading));
    const right = layers.filter(({ index }) => index === first);
    if (right.length === 0) throw new UserError(`No layer of this image is known to hold ${path}.`, LAB_FIX);
    return layerAnswer({ right, among: layers, look: lookForFile(clean(path), source.reading) }, source);
  },
});

/** The layer that hides what another one brought. */
export const layerThatRemoved = kind("layer-that-removed", {
  says: "Which layer removed a file or a folder that another layer added.",
  options: { path: PATH },
  expected: ({ path }, source) => {
    const { layers } = source.reading;
    const by = removersOf(clean(path), source.reading);
    const right = layers.filter(({ index }) => by.has(index));
    if (right.length === 0) throw new UserError(`No layer of this image removes ${path}.`, LAB_FIX);
    const look = {
      text: `In the row of ${clean(path)}, the layer behind the arrow took it away.`,
      command: "size-matters inspect {{image}} --waste --all",
    };
    return layerAnswer({ right, among: layers, look }, source);
  },
});

function lookForFile(path: string, { waste, largest }: ImageReading): Look {
  const isIt = ({ path: one }: { path: string }) => one === path;
  if (waste.some(isIt)) {
    const text = `In the row of ${path}, the layer before the arrow holds it; the lowest one added it.`;
    return { text, command: "size-matters inspect {{image}} --waste --all" };
  }
  if (largest.some(isIt)) {
    const text = `Find ${path}, and read its Layer column.`;
    return { text, command: "size-matters inspect {{image}} --files --all" };
  }
  const text = `Look into one layer after the other, until one has ${path} with a plus.`;
  return { text, command: "size-matters inspect {{image}} --tree LAYER --all" };
}

function clean(path: string): string {
  return path.replace(/^(?:\.?\/)+/, "").replace(/\/+$/, "");
}

/** Every layer that is known to hold that path. A listing knows all, without one only what was noted is known. */
function layersWith(path: string, { entries, waste, largest, packages, leaks }: ImageReading): number[] {
  const files = leaks.filter(({ place }) => place === "file");
  const noted = entries?.filter(isThere) ?? [...waste, ...largest, ...packages, ...files];
  return noted.flatMap(({ path: one, layer }) => (one === path && layer !== null ? [layer] : []));
}

function removersOf(path: string, { entries, waste }: ImageReading): Set<number> {
  const isIn = (one: string) => one === path || one.startsWith(`${path}/`);
  const ofBytes = waste.filter(({ path: one, reason }) => isIn(one) && /^(?:removed|opaque)$/.test(reason));
  const marks = (entries ?? []).filter((mark) => hides(mark, path));
  const wasThere = (layer: number) =>
    entries?.some((one) => isThere(one) && isIn(one.path) && one.layer < layer);
  return new Set([
    ...ofBytes.map(({ by }) => by),
    ...marks.flatMap(({ layer }) => (wasThere(layer) ? [layer] : [])),
  ]);
}

function isThere({ kind: what }: ListedEntry): boolean {
  return what !== "whiteout" && what !== "opaque";
}

/** A mark of removal takes away what it names and all below; an opaque folder only what is below. */
function hides({ kind: what, path: mark }: ListedEntry, path: string): boolean {
  const isAbove = mark === "" || path.startsWith(`${mark}/`);
  return (what === "whiteout" && (isAbove || mark === path)) || (what === "opaque" && isAbove);
}
