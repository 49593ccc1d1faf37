import type { Base, BaseImage, Owner } from "./image-reading.ts";

/** The base that an image stands on: null when none is given, or when the image's lowest layers are not the base's. */
export function baseOf(given: BaseImage | undefined, diffIds: readonly string[]): Base | null {
  if (!given || given.diffIds.length === 0) return null;
  const stands = given.diffIds.every((diffId, index) => diffId === diffIds[index]);
  return stands ? { name: given.name, layers: given.diffIds.length } : null;
}

/** Whose a layer is: null without a base, and for what is in no layer. */
export function ownerOf(base: Base | null, layer: number | null): Owner {
  if (!base || layer === null) return null;
  return layer < base.layers ? "base" : "image";
}
