import { z } from "zod";
import type { Kind } from "../kind.ts";
import type { BaseFacts } from "../subject.ts";
import { couldNotCheck, type Evidence, met, notYet } from "../verdict.ts";

const options = z.strictObject({
  pinned: z.boolean().default(true).describe("FROM names it by its digest, once build arguments are put in."),
  named: z.string().optional().describe("What the reference must begin with: python:3.13-slim"),
});

declare module "../kind.ts" {
  interface CheckKinds {
    base: z.infer<typeof options>;
  }
}

/** Which image this one stands on, and whether its name means one image only. */
export const base: Kind<z.infer<typeof options>> = {
  says: "The image stands on a base that is named by its digest, and really has that base's layers.",
  options,
  async judge({ pinned, named }, subject) {
    const found = await subject.base();
    const expected = `FROM ${named ?? "an image"}${pinned ? ", by its digest" : ""}`;
    const evidence: Evidence = { kind: "dockerfile", where: found.where, text: `FROM ${found.reference}` };
    if (found.reference === "scratch") return met(expected, "scratch: there is nothing below", [evidence]);
    if (found.layers === null) {
      return couldNotCheck(
        expected,
        `the engine has no ${found.reference} whose layers this image has`,
        "Pull the base and build again.",
        `docker pull ${found.reference}`,
      );
    }
    if (named && !found.reference.startsWith(named)) {
      return notYet({ expected, actual: found.reference }, [evidence], `Begin FROM with ${named}.`);
    }
    if (pinned && found.digest === null) return notPinned(expected, found, evidence);
    return met(expected, found.reference, [evidence, layersOf(found)]);
  },
};

function layersOf({ layers, reference }: BaseFacts): Evidence {
  return { kind: "layer", where: `layers 0 to ${(layers ?? 1) - 1}`, text: `are those of ${reference}` };
}

function notPinned(expected: string, { reference, names }: BaseFacts, evidence: Evidence) {
  const digest = names.find((name) => name.includes("@sha256:"));
  const next = digest
    ? `Write FROM ${reference}@${digest.split("@")[1]}`
    : "Its digest stands in RepoDigests.";
  return notYet(
    { expected, actual: `${reference}, by its tag only. Tomorrow this tag may be another image.` },
    [evidence],
    next,
    `docker image inspect -f '{{json .RepoDigests}}' ${reference}`,
  );
}
