import { z } from "zod";
import type { Kind } from "../kind.ts";
import { layerEvidence } from "../places.ts";
import type { Reading } from "../subject.ts";
import { couldNotCheck, met, notYet } from "../verdict.ts";

const options = z.strictObject({
  source: z.string().describe("The file of the build context that is changed: cat_app/templates/cat.html"),
  package: z
    .string()
    .default("flask")
    .describe("The layer that installs this Python package must stay the same."),
});

declare module "../kind.ts" {
  interface CheckKinds {
    "rebuild-keeps": z.infer<typeof options>;
  }
}

/** That an edit of the source does not install everything anew. */
export const rebuildKeeps: Kind<z.infer<typeof options>> = {
  says: "After an edit of the source the new page shows it, and the layer with the dependencies is the same.",
  options,
  async judge({ source, package: name }, subject) {
    const before = await subject.reading();
    const again = await subject.rebuilt(source);
    const expected = `after an edit of ${source} the layer that installs ${name} keeps its diff id`;
    if (!again.reading)
      return couldNotCheck(expected, `the copy could not be built: ${again.words}`, "Build again.");
    const [was, is] = [layerWith(before, name), layerWith(again.reading, name)];
    if (was === null || is === null) {
      const actual = `${name} is not installed`;
      const text = `${before.packages.length} packages`;
      return notYet(
        { expected, actual },
        [{ kind: "file", where: "the package lists", text }],
        "The app needs it.",
      );
    }
    if (!again.shown) {
      return notYet(
        {
          expected: `the page shows an edit of ${source}`,
          actual: "the rebuilt app's page does not show the edit",
        },
        [layerEvidence(before, was)],
        "The app must run the source that was copied last.",
      );
    }
    const [old, now] = [before.layers[was]?.diffId, again.reading.layers[is]?.diffId];
    if (old === now) return met(expected, `${name} stays in layer ${was}, ${old?.slice(0, 19)}…`);
    return notYet(
      { expected, actual: `your edit of ${source} installed everything again` },
      [layerEvidence(before, was, `${old?.slice(0, 19)}… became ${now?.slice(0, 19)}…`)],
      "Copy first what changes seldom: the manifests; install; then the source.",
    );
  },
};

/** The layer that holds the package in the end; null without. */
function layerWith({ packages }: Reading, name: string): number | null {
  return (
    packages.find((one) => one.type === "python" && !one.removed && one.name.toLowerCase() === name)?.layer ??
    null
  );
}
