import { z } from "zod";
import { formatBytes } from "../../figures.ts";
import type { ListedEntry } from "../../image/image-reading.ts";
import { counted } from "../counted.ts";
import { finalSystem } from "../final-system.ts";
import type { Kind } from "../kind.ts";
import { ownLayers } from "../own-layers.ts";
import { matcherOf, paths, throughLinks } from "../paths.ts";
import { fewOf, layerEvidence } from "../places.ts";
import type { Reading } from "../subject.ts";
import { notRead, unlisted } from "../unread.ts";
import { couldNotRebuild, type Judgement, met, notYet } from "../verdict.ts";

const options = z.strictObject({
  paths,
  of: z
    .enum(["image", "all"])
    .default("image")
    .describe("`image`: the layers above the base; `all`: the base's too."),
  "after-edit-of": z
    .string()
    .min(1)
    .optional()
    .describe(
      "Asks the image of a copy of the folder in which this file was edited and committed: it has a .git folder, too.",
    ),
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
  async judge({ paths, of, "after-edit-of": source }, subject) {
    const rebuilt = source === undefined ? null : await subject.rebuilt(source);
    const reading = rebuilt ? rebuilt.reading : await subject.reading();
    if (reading === null) return couldNotRebuild(`in no layer: ${paths.join(", ")}`, rebuilt?.words ?? "");
    const { isOwn, isKnown, couldBeBases } = await ownLayers({
      base: () => subject.base(),
      reading: async () => reading,
    });
    const isAsked = (layer: number) => of === "all" || isOwn(layer);
    const matches = matcherOf(throughLinks(paths, finalSystem(reading)));
    const found = reading.entries.filter(
      ({ path, kind, layer }) => !NO_FILE.has(kind) && isAsked(layer) && matches(path),
    );
    const expected = `in none of ${of === "image" ? "your" : "the"} layers: ${paths.join(", ")}`;
    if (found.length > 0 && of === "image" && !isKnown) return couldBeBases(expected);
    if (found.length > 0) return foundIn(expected, reading, found, rebuilt ? null : subject.image.tag);
    const unread = unlisted(reading).find(({ layer }) => layer !== null && isAsked(layer));
    return unread ? notRead(expected, unread) : met(expected, "in none");
  },
};

const NO_FILE = new Set<ListedEntry["kind"]>(["folder", "whiteout", "opaque"]);

/** `tag` is null for an image that the learner does not have: the copy's. */
function foundIn(
  expected: string,
  reading: Reading,
  found: readonly ListedEntry[],
  tag: string | null,
): Judgement {
  const layer = found[0]?.layer ?? 0;
  const here = found.filter((one) => one.layer === layer);
  const still = new Set(finalSystem(reading).names.map(({ path, entry }) => `${entry.layer}/${path}`));
  const isHidden = here.every(({ path }) => !still.has(`${layer}/${path}`));
  const isBase = reading.layers[layer]?.owner === "base";
  const many = `${counted(here.length, "file")}, ${formatBytes(here.reduce((sum, { bytes }) => sum + bytes, 0))}`;
  const name = `layer ${layer}${isBase ? ", which is the base's" : ""}`;
  const where = isHidden ? `Gone from view, still in ${name}: ${many}.` : `${many}, in ${name}.`;
  const when = tag === null ? "Built from a copy with an edit and a commit: " : "";
  return notYet(
    { expected, actual: `${when}${where}` },
    [layerEvidence(reading, layer, fewOf(here.map(({ path }) => path)))],
    nextFor(isBase, isHidden),
    tag === null ? null : `size-matters inspect ${tag} --tree ${layer}`,
  );
}

function nextFor(isBase: boolean, isHidden: boolean): string {
  if (isBase) return "Nothing that you remove leaves the base: stand on one without them.";
  return isHidden
    ? "What a layer holds, no later layer can take out again: remove them in the instruction that brings them."
    : "Leave them out, or remove them before the instruction that makes them ends.";
}
