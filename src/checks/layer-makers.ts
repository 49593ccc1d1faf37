import { type Dockerfile, finalStage } from "../dockerfile/dockerfile.ts";
import type { Instruction } from "../dockerfile/instruction.ts";
import { instructionsOf } from "../dockerfile/instructions-of.ts";
import type { ImageReading } from "../image/image-reading.ts";

/** Tells the instruction that made a layer; null for the base's layers and where it cannot be told. */
export function layerMakers(
  dockerfile: Dockerfile,
  { history, layers }: Pick<ImageReading, "history" | "layers">,
): (layer: number) => Instruction | null {
  const stage = finalStage(dockerfile);
  if (!stage) return () => null;
  const own = history.filter(({ layer }) => layer === null || layers[layer]?.owner !== "base");
  const lines = own.map(({ createdBy }) => createdBy);
  const made = instructionsOf(dockerfile, stage, lines);
  const makers = new Map(own.map(({ layer }, index) => [layer, made[index] ?? null]));
  return (layer) => makers.get(layer) ?? null;
}
