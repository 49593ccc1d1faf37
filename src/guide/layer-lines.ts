import type { Dockerfile } from "../dockerfile/dockerfile.ts";
import { finalStage } from "../dockerfile/dockerfile.ts";
import { instructionsOf } from "../dockerfile/instructions-of.ts";
import type { ImageReading } from "../image/image-reading.ts";

/** Tells the line of the Dockerfile that made a layer; null for the base's layers and where it cannot be told. */
export function layerLines(
  dockerfile: Dockerfile,
  { history, layers }: Pick<ImageReading, "history" | "layers">,
): (layer: number) => number | null {
  const stage = finalStage(dockerfile);
  if (!stage) return () => null;
  const own = history.filter(({ layer }) => layer === null || layers[layer]?.owner !== "base");
  const made = instructionsOf(
    dockerfile,
    stage,
    own.map(({ createdBy }) => createdBy),
  );
  const lines = new Map(own.map(({ layer }, index) => [layer, made[index]?.line ?? null]));
  return (layer) => lines.get(layer) ?? null;
}
