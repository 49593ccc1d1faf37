import { z } from "zod";
import { formatBytes } from "../../figures.ts";
import type { Kind } from "../kind.ts";
import { matcherOf, paths } from "../paths.ts";
import { fewOf, layerEvidence } from "../places.ts";
import { met, notYet } from "../verdict.ts";

const options = z.strictObject({
  paths,
  of: z
    .enum(["image", "all"])
    .default("image")
    .describe("`image`: the layers above the base; `all`: the base's too."),
});

declare module "../kind.ts" {
  interface CheckKinds {
    "no-layer-has": z.infer<typeof options>;
  }
}

/** That no layer brings files, whether the final file system shows them or not. */
export const noLayerHas: Kind<z.infer<typeof options>> = {
  says: "No layer holds these files, also not one that a later layer hides.",
  options,
  async judge({ paths, of }, subject) {
    const reading = await subject.reading();
    const matches = matcherOf(paths);
    const found = reading.entries.filter(
      ({ path, kind, layer }) =>
        (kind === "file" || kind === "link" || kind === "symlink") &&
        (of === "all" || reading.layers[layer]?.owner !== "base") &&
        matches(path),
    );
    const expected = `in none of ${of === "image" ? "your" : "the"} layers: ${paths.join(", ")}`;
    const [first] = found;
    if (!first) return met(expected, "in none");
    const inLayer = found.filter(({ layer }) => layer === first.layer);
    const bytes = formatBytes(inLayer.reduce((total, one) => total + one.bytes, 0));
    const hidden = first.final ? "" : " A later layer hides them; they are shipped all the same.";
    return notYet(
      { expected, actual: `Layer ${first.layer} holds ${bytes} of them.${hidden}` },
      [layerEvidence(reading, first.layer, fewOf(inLayer.map(({ path }) => path)))],
      first.final
        ? "Leave them out, or remove them before the instruction that makes them ends."
        : "Gone from view, still in the layer below: remove them in the instruction that brings them.",
      `size-matters inspect ${subject.image.tag} --tree ${first.layer}`,
    );
  },
};
