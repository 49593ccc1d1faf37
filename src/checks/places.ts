import { instructionOf } from "../inspect/instruction.ts";
import type { Reading } from "./subject.ts";
import type { Evidence } from "./verdict.ts";

const LONGEST = 100;

/** The instruction that made a layer, short enough for a line; null where the image does not tell. */
export function instructionAt({ layers }: Reading, layer: number): string | null {
  const createdBy = layers[layer]?.createdBy ?? null;
  if (createdBy === null) return null;
  const text = instructionOf(createdBy);
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;
}

/** A layer as evidence, with the instruction that made it. */
export function layerEvidence(reading: Reading, layer: number, text?: string): Evidence {
  const instruction = instructionAt(reading, layer) ?? "its instruction is not known";
  return { kind: "layer", where: `layer ${layer}`, text: text ? `${text} (${instruction})` : instruction };
}

/** Names, the first few of them, each once. */
export function fewOf(names: readonly string[], most = 3): string {
  const all = [...new Set(names)];
  const more = all.length - most;
  return `${all.slice(0, most).join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
}
