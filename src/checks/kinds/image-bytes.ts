import { z } from "zod";
import { formatBytes } from "../../figures.ts";
import type { Kind } from "../kind.ts";
import { ownLayers } from "../own-layers.ts";
import { instructionAt, layerEvidence } from "../places.ts";
import { limit, limitOf } from "../sizes.ts";
import { met, notYet } from "../verdict.ts";

const options = z.strictObject({ "at-most": limit });

declare module "../kind.ts" {
  interface CheckKinds {
    "image-bytes": z.infer<typeof options>;
  }
}

/** How many bytes the files of all layers have. */
export const imageBytes: Kind<z.infer<typeof options>> = {
  says: "The files of all layers together are small enough. The figure is the same on every engine.",
  options,
  async judge(wanted, subject) {
    const reading = await subject.reading();
    const most = await limitOf(wanted["at-most"], subject, "bytes");
    const { bytes } = reading.image;
    const actual = formatBytes(bytes);
    if (bytes <= most.bytes) return met(most.says, actual);
    const { isOwn, isKnown } = await ownLayers(subject);
    const own = reading.layers.filter(({ index, bytes: some }) => isOwn(index) && some > 0);
    const [largest] = (own.length > 0 ? own : reading.layers).toSorted((a, b) => b.bytes - a.bytes);
    const layer = largest?.index ?? 0;
    const whose = own.length > 0 && isKnown ? "the largest of your layers" : "the largest layer";
    const instruction = instructionAt(reading, layer);
    return notYet(
      { expected: most.says, actual },
      [layerEvidence(reading, layer, `${whose}: ${formatBytes(largest?.bytes ?? 0)}`)],
      `Start where the most is: ${instruction === null ? `layer ${layer}` : `"${instruction}"`}.`,
      `size-matters inspect ${subject.image.tag} --layers`,
    );
  },
};
