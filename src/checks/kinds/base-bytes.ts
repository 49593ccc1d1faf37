import { z } from "zod";
import { formatBytes } from "../../figures.ts";
import { familiar, readReference } from "../image-reference.ts";
import type { Kind } from "../kind.ts";
import { unknownBase } from "../own-layers.ts";
import { layerEvidence } from "../places.ts";
import { limit, limitOf } from "../sizes.ts";
import type { BaseFacts, Reading } from "../subject.ts";
import { typed } from "../typed.ts";
import { type Evidence, type Judgement, met, notYet } from "../verdict.ts";
import { wholeSystems } from "../whole-systems.ts";

const options = z.strictObject({ "at-most": limit });

declare module "../kind.ts" {
  interface CheckKinds {
    "base-bytes": z.infer<typeof options>;
  }
}

/** How many bytes of the image come from the image that it stands on. */
export const baseBytes: Kind<z.infer<typeof options>> = {
  says: "The layers of the base together are small enough. A whole file system that is copied in is a base, too.",
  options,
  async judge(wanted, subject) {
    const found = await subject.base();
    const reading = await subject.reading();
    const most = await limitOf(wanted["at-most"], subject, "baseBytes");
    if (found.layers === null) return unknownBase(most.says, found.reference);
    const bases = reading.layers.slice(0, found.layers);
    // Nothing lies below FROM scratch: there the image is its own base.
    const copied =
      found.reference === "scratch"
        ? reading.layers
        : wholeSystems(reading, subject.dockerfile).filter(({ index }) => index >= bases.length);
    const bytes = sum([...bases, ...copied]);
    const actual = `${formatBytes(bytes)}, ${wordsFor(found, copied.length > 0)}`;
    if (bytes <= most.bytes) return met(most.says, actual);
    if (sum(copied) > sum(bases)) return copiedIn({ expected: most.says, actual }, reading, copied);
    return tooLarge({ expected: most.says, actual }, found);
  },
};

type Layers = Reading["layers"];

function sum(layers: Layers): number {
  return layers.reduce((total, { bytes }) => total + bytes, 0);
}

function wordsFor({ reference }: BaseFacts, isCopied: boolean): string {
  if (reference === "scratch") return "all of it yours: nothing lies below FROM scratch";
  return isCopied ? `${reference} and what was copied in with a whole file system` : reference;
}

function copiedIn(judged: { expected: string; actual: string }, reading: Reading, layers: Layers): Judgement {
  const [largest] = layers.toSorted((a, b) => b.bytes - a.bytes);
  return notYet(
    judged,
    [layerEvidence(reading, largest?.index ?? 0, formatBytes(largest?.bytes ?? 0))],
    "A file system that you copy in whole is a base, too. Copy what the app needs, or stand on a smaller image.",
  );
}

function tooLarge(judged: { expected: string; actual: string }, found: BaseFacts): Judgement {
  const evidence: Evidence = { kind: "dockerfile", where: found.where, text: `FROM ${found.reference}` };
  const next =
    misledBy(found) ?? "The same image comes in smaller variants; what it lacks, your Dockerfile can add.";
  return notYet(
    judged,
    [evidence],
    next,
    typed(["docker", "image", "ls", readReference(found.reference).name]),
  );
}

/** What to say where a tag stands beside the digest of another image; null where it does not. */
function misledBy({ reference, names }: BaseFacts): string | null {
  const { name, tag, digest } = readReference(familiar(reference));
  if (digest === null || tag === null) return null;
  const tags = names.filter((one) => !one.includes("@")).map(familiar);
  if (tags.includes(`${name}:${tag}`)) return null;
  const got = tags.length > 0 ? `you got ${tags.join(", ")}` : "the builder read the digest alone";
  return `With a digest the tag is decoration: ${got}.`;
}
