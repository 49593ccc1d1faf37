import type { BaseFacts } from "../../checks/subject.ts";
import type { DockerApi, ImageFacts } from "../../context.ts";
import { externalBase, finalStage, stagesBelow } from "../../dockerfile/dockerfile.ts";
import { UserError } from "../../errors.ts";
import type { Asked, Outside } from "../open-subject.ts";

/**
 * What the image stands on: the reference comes from the Dockerfile, after ARG substitution; whether the image really
 * stands on it, the layers tell.
 * @throws UserError when the Dockerfile's last FROM cannot be told
 */
export async function baseOf({ signal }: Outside, asked: Asked): Promise<BaseFacts> {
  const { dockerfile, image, workshop } = asked;
  const stage = finalStage(dockerfile);
  const found = stage && externalBase(dockerfile, stage);
  if (!stage || !found || found.kind === "unknown") {
    const why = found?.kind === "unknown" ? found.why : "there is no FROM";
    throw new UserError(`What the image stands on cannot be told: ${why}.`, {
      fix: "Give the ARG in FROM a default: ARG SLIM=python:3.13-slim",
    });
  }
  const lowest = stagesBelow(dockerfile, stage).at(-1);
  const where = `Dockerfile:${lowest?.line ?? stage.line}`;
  if (found.kind === "scratch") return { reference: "scratch", where, digest: null, names: [], layers: 0 };
  const { docker } = workshop.engine;
  const [base, own] = [await heldImage(docker, found.reference, signal), await docker.image(image.id)];
  return {
    reference: found.reference,
    where,
    digest: /@(sha256:[0-9a-f]{64})$/.exec(found.reference)?.[1] ?? null,
    names: [...(base?.tags ?? []), ...(base?.digests ?? [])],
    layers: base && own && standsOn(own, base) ? base.layers.length : null,
  };
}

function standsOn(own: ImageFacts, base: ImageFacts): boolean {
  return base.layers.every((layer, index) => own.layers[index] === layer);
}

/** The image of that name. The builder may have fetched it for itself alone: then it is asked for as well. */
async function heldImage(
  docker: DockerApi,
  reference: string,
  signal: AbortSignal,
): Promise<ImageFacts | null> {
  const held = await docker.image(reference);
  if (held) return held;
  await docker
    .pull(reference, () => {}, signal)
    .catch((error: unknown) => {
      signal.throwIfAborted();
      if (error instanceof UserError) throw error;
    });
  return docker.image(reference);
}
