import { z } from "zod";
import { formatBytes } from "../../figures.ts";
import type { Waste } from "../../image/image-reading.ts";
import type { Kind } from "../kind.ts";
import { ownLayers } from "../own-layers.ts";
import { matcherOf, paths } from "../paths.ts";
import { fewOf, layerEvidence } from "../places.ts";
import { bytesOf, size } from "../sizes.ts";
import type { Reading } from "../subject.ts";
import { type Evidence, met, notYet } from "../verdict.ts";

const options = z.strictObject({
  "at-most": size.describe("How many bytes of your own layers may be hidden: 1MB."),
  but: paths.optional().describe("What lies there does not count: what apt writes anew each time, var/lib."),
});

declare module "../kind.ts" {
  interface CheckKinds {
    "wasted-bytes": z.infer<typeof options>;
  }
}

/** How many bytes of the learner's own layers the final file system no longer holds. */
export const wastedBytes: Kind<z.infer<typeof options>> = {
  says: "Little of your own layers is shipped and cannot be seen: removed, replaced or copied by a later layer.",
  options,
  async judge({ "at-most": written, but = [] }, subject) {
    const reading = await subject.reading();
    const { isOwn, isKnown, couldBeBases } = await ownLayers(subject);
    const most = bytesOf(written);
    const isLeftOut = matcherOf(but);
    const own = reading.waste.filter(({ layer, path }) => isOwn(layer) && !isLeftOut(path));
    const bytes = sum(own);
    const expected = `at most ${formatBytes(most)} wasted in your layers`;
    const actual = `${formatBytes(bytes)} wasted`;
    const [first, ...others] = groupsOf(own);
    if (bytes <= most || !first) return met(expected, actual);
    if (!isKnown) return couldBeBases(expected);
    return notYet(
      { expected, actual: `${actual}. ${sentenceFor(first)}` },
      [evidenceFor(reading, first), ...others.slice(0, 2).map((group) => evidenceFor(reading, group))],
      NEXT[first.reason],
      `size-matters inspect ${subject.image.tag} --waste`,
    );
  },
};

const NEXT: Record<Waste["reason"], string> = {
  removed: "What a layer holds, no later layer can take out again. Remove it in the RUN that makes it.",
  replaced: "Write the file once, in the layer where it belongs.",
  opaque: "A folder that is made anew hides all that was in it. Keep it, or do not fill it before.",
  metadata: "Give owner and mode where the file is copied: COPY --chown=1001:1001 --chmod=0644.",
};

interface Group {
  readonly layer: number;
  readonly by: number;
  readonly reason: Waste["reason"];
  readonly files: readonly Waste[];
}

/** Files that one layer holds and another hides for one reason, the most bytes first. */
function groupsOf(waste: readonly Waste[]): Group[] {
  const groups = new Map<string, Group & { files: Waste[] }>();
  for (const one of waste) {
    const { layer, by, reason } = one;
    const key = `${layer} ${by} ${reason}`;
    const group = groups.get(key) ?? { layer, by, reason, files: [] };
    group.files.push(one);
    groups.set(key, group);
  }
  return [...groups.values()].sort((a, b) => sum(b.files) - sum(a.files));
}

function sum(waste: readonly Waste[]): number {
  return waste.reduce((total, { bytes }) => total + bytes, 0);
}

function sentenceFor({ layer, by, reason, files }: Group): string {
  const bytes = formatBytes(sum(files));
  if (reason === "metadata") {
    return `Layer ${by} is a second copy of ${bytes}: a new owner or mode copies the whole file up from layer ${layer}.`;
  }
  if (reason === "replaced") return `Layer ${by} writes ${bytes} again that layer ${layer} still ships.`;
  return `Layer ${by} hides ${bytes} that layer ${layer} still ships.`;
}

function evidenceFor(reading: Reading, { layer, files }: Group): Evidence {
  const names = fewOf(files.map(({ path }) => path));
  return layerEvidence(reading, layer, `${formatBytes(sum(files))}: ${names}`);
}
