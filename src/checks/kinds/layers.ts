import { z } from "zod";
import type { Kind } from "../kind.ts";
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
    const counted = reading.layers.filter(({ owner }) => of === "all" || owner !== "base");
    const expected = `at most ${most} layers${of === "image" ? " of yours" : ""}`;
    const actual = `${counted.length} layers`;
    if (counted.length <= most) return met(expected, actual);
    return notYet(
      { expected, actual },
      [
        {
          kind: "config",
          where: "RootFS.Layers",
          text: `${reading.layers.length} layers in all, with the base's`,
        },
      ],
      "Commands that belong together may stand in one RUN, joined by &&.",
      `docker history ${subject.image.tag}`,
    );
  },
};
