import { z } from "zod";
import type { Kind } from "../kind.ts";
import { matcherOf, paths } from "../paths.ts";
import { fewOf, layerEvidence } from "../places.ts";
import type { Reading } from "../subject.ts";
import { met, notYet } from "../verdict.ts";

const options = z.strictObject({
  present: paths.optional(),
  absent: paths.optional(),
});

declare module "../kind.ts" {
  interface CheckKinds {
    "final-files": z.infer<typeof options>;
  }
}

/** What the file system of a container shows, and what it does not. */
export const finalFiles: Kind<z.infer<typeof options>> = {
  says: "A container of the image sees these files, or does not see them.",
  options,
  async judge({ present = [], absent = [] }, subject) {
    const reading = await subject.reading();
    const missing = present.filter((pattern) => findFinal(reading, [pattern]).length === 0);
    const tooMuch = findFinal(reading, absent);
    const expected = [
      ...(present.length > 0 ? [`there: ${present.join(", ")}`] : []),
      ...(absent.length > 0 ? [`not there: ${absent.join(", ")}`] : []),
    ].join("; ");
    if (missing.length > 0) {
      return notYet(
        { expected, actual: `missing: ${fewOf(missing)}` },
        [{ kind: "file", where: missing[0] ?? "", text: "The final file system has no such file." }],
        "Which instruction should bring it? Is it in the build context, and not left out by .dockerignore?",
        `size-matters inspect ${subject.image.tag} --files`,
      );
    }
    const [first] = tooMuch;
    if (!first) return met(expected, "so it is");
    return notYet(
      { expected, actual: `there: ${fewOf(tooMuch.map(({ path }) => path))}` },
      [layerEvidence(reading, first.layer, first.path)],
      `Layer ${first.layer} brings it: do not bring it in.`,
      `size-matters inspect ${subject.image.tag} --tree ${first.layer}`,
    );
  },
};

function findFinal({ entries }: Reading, patterns: readonly string[]): Reading["entries"][number][] {
  if (patterns.length === 0) return [];
  const matches = matcherOf(patterns);
  return entries.filter(({ path, kind, final }) => final && kind !== "folder" && matches(path));
}
