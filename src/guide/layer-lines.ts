import { layerMakers } from "../checks/layer-makers.ts";
import type { Dockerfile } from "../dockerfile/dockerfile.ts";
import type { ImageReading } from "../image/image-reading.ts";

/** Tells the line of the Dockerfile that made a layer; null for the base's layers and where it cannot be told. */
export function layerLines(
  dockerfile: Dockerfile,
  reading: Pick<ImageReading, "history" | "layers">,
): (layer: number) => number | null {
  const makerOf = layerMakers(dockerfile, reading);
  return (layer) => makerOf(layer)?.line ?? null;
}
