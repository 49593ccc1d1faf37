import { z } from "zod";
import { counted } from "../counted.ts";
import type { Kind } from "../kind.ts";
import { ownLayers } from "../own-layers.ts";
import { met, notYet } from "../verdict.ts";

const options = z.strictObject({
  "at-most": z.int().positive().describe("How many there may be."),
  of: z
    .enum(["image", "all"])
    .default("image")
    .describe("`image`: without those of the base; `all`: with them."),
});

declare module "../kind.ts" {
  interface CheckKinds {
    layers: z.infer<typeof options>;
  }
}

/** How many layers there are. */
export const layers: Kind<z.infer<typeof options>> = {
  says: "The image has few enough layers.",
  options,
  async judge({ "at-most": most, of }, subject) {
    const reading = await subject.reading();
    const { isOwn, isKnown, couldBeBases } = await ownLayers(subject);
    const count = reading.layers.filter(({ index }) => of === "all" || isOwn(index)).length;
    const whose = of === "image" ? " of yours" : "";
    const expected = `at most ${counted(most, "layer")}${whose}`;
    const actual = `${counted(count, "layer")}${whose}`;
    if (count <= most) return met(expected, actual);
    if (of === "image" && !isKnown) return couldBeBases(expected);
    const text = `${counted(reading.layers.length, "layer")} in all, with the base's`;
    return notYet(
      { expected, actual },
      [{ kind: "config", where: "RootFS.Layers", text }],
      "Commands that belong together may stand in one RUN, joined by &&.",
      `docker history ${subject.image.tag}`,
    );
  },
};
