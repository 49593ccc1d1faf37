import { z } from "zod";
import { type Dockerfile, externalBase } from "../../dockerfile/dockerfile.ts";
import type { StageBase } from "../../dockerfile/instruction.ts";
import { counted } from "../counted.ts";
import { familiar, isImageId, readReference } from "../image-reference.ts";
import type { Kind } from "../kind.ts";
import { unknownBase } from "../own-layers.ts";
import type { BaseFacts } from "../subject.ts";
import { typed } from "../typed.ts";
import { type Evidence, type Judgement, met, notYet } from "../verdict.ts";
import { sourcesOfRoots } from "../whole-systems.ts";

const options = z
  .strictObject({
    pinned: z
      .boolean()
      .default(true)
      .describe("FROM names it by its digest, once build arguments are put in."),
    named: z.string().min(1).optional().describe("What the reference must begin with: python:3.13-slim"),
  })
  .refine(
    ({ pinned, named }) => pinned || named !== undefined,
    "Say what it must be named, or that it is pinned",
  );

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
    if (found.layers === null) return unknownBase(expected, found.reference);
    if (named !== undefined && !familiar(found.reference).startsWith(familiar(named)))
      return notYet({ expected, actual: found.reference }, [evidence], `Begin FROM with ${named}.`);
    const judged = { expected, evidence };
    if (pinned && found.reference !== "scratch" && found.digest === null) return notPinned(judged, found);
    const copied = pinned ? unpinnedCopy(subject.dockerfile) : null;
    if (copied !== null) return copiedUnpinned(judged, copied);
    if (found.reference === "scratch") return met(expected, "scratch: there is nothing below", [evidence]);
    return met(expected, found.reference, [evidence, ...layersOf(found)]);
  },
};

function layersOf({ layers, reference }: BaseFacts): Evidence[] {
  if (!layers) return [];
  const text = `${layers === 1 ? "is that" : "are those"} of ${reference}`;
  return [{ kind: "layer", where: `the lowest ${counted(layers, "layer")}`, text }];
}

interface Judged {
  readonly expected: string;
  readonly evidence: Evidence;
}

function notPinned({ expected, evidence }: Judged, { reference, names }: BaseFacts): Judgement {
  const list = typed(["docker", "image", "inspect", "-f", "{{json .RepoDigests}}", reference]);
  if (isImageId(reference)) {
    const actual = "That is the configuration's ID, and no digest.";
    return notYet(
      { expected, actual },
      [evidence],
      "Use what stands in RepoDigests: FROM name@sha256:…",
      list,
    );
  }
  const { name, tag } = readReference(reference);
  const written = tag === null ? `${reference} without a tag, which means ${reference}:latest` : reference;
  const actual = `${written}, by its tag only. Tomorrow this tag may be another image.`;
  const digests = names.filter((one) => one.includes("@sha256:"));
  const digest = digests.find((one) => familiar(one).startsWith(`${familiar(name)}@`)) ?? digests[0];
  return digest
    ? notYet({ expected, actual }, [evidence], `Write FROM ${reference}@${digest.split("@")[1]}`, list)
    : notYet(
        { expected, actual },
        [evidence],
        "Your engine knows no digest of it yet: pull it, then RepoDigests has it.",
        typed(["docker", "pull", reference]),
      );
}

/** An image whose whole file system is copied in, and that is not named by its digest; null when there is none. */
function unpinnedCopy(dockerfile: Dockerfile): string | null {
  const image = (source: StageBase): string | null => {
    const stage = source.kind === "stage" ? dockerfile.stages[source.index] : undefined;
    const lowest = stage ? externalBase(dockerfile, stage) : source;
    return lowest.kind === "image" ? lowest.reference : null;
  };
  const images = sourcesOfRoots(dockerfile).map(image);
  return images.find((one) => one !== null && readReference(one).digest === null) ?? null;
}

function copiedUnpinned({ expected, evidence }: Judged, reference: string): Judgement {
  return notYet(
    {
      expected,
      actual: `the whole file system of ${reference} is copied in, and that is named by its tag only`,
    },
    [evidence],
    `What you copy in whole is a base, too: name ${reference} by its digest.`,
  );
}
