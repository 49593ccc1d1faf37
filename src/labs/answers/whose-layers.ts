import { z } from "zod";
import { UserError } from "../../errors.ts";
import type { ImageReading, LayerFacts } from "../../image/image-reading.ts";

/** The option `of`: which layers a question is about. */
export const WHOSE = z
  .enum(["all", "image", "base"])
  .default("all")
  .describe("Which layers count: all of them, the image's own, or those of its base.");

export type Whose = z.output<typeof WHOSE>;

/**
 * The layers that a question is about, lowest first.
 * @throws UserError when it is not known which are the base's
 */
export function layersOf({ layers, base }: Pick<ImageReading, "layers" | "base">, of: Whose): LayerFacts[] {
  if (of === "all") return layers;
  if (base === null) {
    throw new UserError("It is not known which layers of this image are the base's.", {
      fix: "Build it again with: size-matters build",
    });
  }
  return layers.filter(({ owner }) => owner === of);
}

/** Which rows of a list of layers to look at. */
export function rowsOf(of: Whose): string {
  if (of === "all") return "every row";
  return of === "base" ? "the rows marked base" : "the rows that are not marked base";
}
