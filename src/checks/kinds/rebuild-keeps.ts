import { z } from "zod";
import { pythonName } from "../../image/python-name.ts";
import { counted } from "../counted.ts";
import type { Kind } from "../kind.ts";
import { layerEvidence } from "../places.ts";
import type { Reading } from "../subject.ts";
import { couldNotRebuild, type Judgement, met, notYet } from "../verdict.ts";

const options = z.strictObject({
  source: z
    .string()
    .min(1)
    .describe("The file of the build context that is changed: cat_app/templates/cat.html"),
  package: z
    .string()
    .min(1)
    .default("flask")
    .describe("The layer that installs this Python package must stay the same."),
});

declare module "../kind.ts" {
  interface CheckKinds {
    "rebuild-keeps": z.infer<typeof options>;
  }
}

/**
 * That an edit of the source does not install everything anew. A builder that has made a step twice, for two builds at
 * once or for one without its cache, keeps both layers, and may hand out the one for the files as they were and the other
 * for those that were edited: the edit is to blame only where another one changes the layer again.
 */
export const rebuildKeeps: Kind<z.infer<typeof options>> = {
  says: "After an edit of the source the new page shows it, and the layer with the dependencies is the same.",
  options,
  async judge({ source, package: name }, subject) {
    const before = await subject.reading();
    const again = await subject.rebuilt(source);
    const expected = `after an edit of ${source} the layer that installs ${name} stays the same`;
    if (!again.reading) return couldNotRebuild(expected, again.words);
    const [was, is] = [layerWith(before, name), layerWith(again.reading, name)];
    if (was === null) return notInstalled(expected, name, before, "");
    if (is === null) return notInstalled(expected, name, again.reading, "after the edit ");
    if (!again.shown) {
      return notYet(
        {
          expected: `the page shows an edit of ${source}`,
          actual: "the rebuilt app's page does not show the edit",
        },
        [layerEvidence(before, was, `${name} is in this layer`)],
        "The app must run the source that was copied last.",
      );
    }
    const [old, now] = [before.layers[was]?.diffId, again.reading.layers[is]?.diffId];
    if (old === now) return met(expected, `${name} stays in layer ${was}, ${shortened(old)}`);
    const another = await subject.rebuiltAgain(source);
    if (!another.reading) return couldNotRebuild(expected, another.words);
    if (another.shown && diffIdWith(another.reading, name) === now)
      return met(expected, `${name} stays in layer ${is}, ${shortened(now)}, from one edit to the next`);
    const evidence = layerEvidence(before, was, `${name}: ${shortened(old)} became ${shortened(now)}`);
    return notYet(
      { expected, actual: `your edit of ${source} reinstalled everything` },
      [evidence, ...firstChange(before, again.reading, was)],
      "Copy first what changes seldom: the manifests; install; then the source.",
    );
  },
};

/** The layer that holds the package in the end; null without. */
function layerWith({ packages }: Reading, name: string): number | null {
  const found = packages.find(
    (one) => one.type === "python" && !one.removed && pythonName(one.name) === pythonName(name),
  );
  return found?.layer ?? null;
}

function diffIdWith(reading: Reading, name: string): string | undefined {
  return reading.layers[layerWith(reading, name) ?? -1]?.diffId;
}

function notInstalled(expected: string, name: string, { packages }: Reading, when: string): Judgement {
  const text = `${counted(packages.length, "package")}, and not ${name}`;
  return notYet(
    { expected, actual: `${when}${name} is not installed` },
    [{ kind: "file", where: "the package lists", text }],
    "The app needs it: which instruction should install it?",
  );
}

/** The lowest layer that the edit changed: everything above it was made anew. */
function firstChange(before: Reading, after: Reading, below: number) {
  const first = before.layers.findIndex(({ diffId }, index) => diffId !== after.layers[index]?.diffId);
  return first >= 0 && first < below
    ? [layerEvidence(before, first, "the first layer that the edit changed")]
    : [];
}

function shortened(diffId = ""): string {
  return `${diffId.slice(0, 19)}…`;
}
