import { instructionOf } from "../inspect/instruction.ts";
import type { Reading } from "./subject.ts";
import type { Evidence } from "./verdict.ts";

const LONGEST = 100;

/** The instruction that made a layer, short enough for a line. */
export function instructionAt({ layers }: Reading, layer: number): string {
  const text = instructionOf(layers[layer]?.createdBy ?? null);
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;
}

/** A layer as evidence, with the instruction that made it. */
export function layerEvidence(reading: Reading, layer: number, text?: string): Evidence {
  const instruction = instructionAt(reading, layer);
  return { kind: "layer", where: `layer ${layer}`, text: text ? `${text} (${instruction})` : instruction };
}

/** Names, the first few of them. */
export function fewOf(names: readonly string[], most = 3): string {
  const more = names.length - most;
  return `${names.slice(0, most).join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
}
