import type { ImageFacts, ListedImage } from "../context.ts";
import { UserError } from "../errors.ts";
import type { BaseImage } from "../image/image-reading.ts";
import type { HeldImage } from "./engine-image.ts";
import { findTarget, type Outside, type Target, type TargetOptions } from "./target.ts";

/** The base that was named with `--base`. The image must stand on it, or `readImage` would silently find none. */
export async function namedBase(outside: Outside, name: string, options: TargetOptions): Promise<BaseImage> {
  const base = await findTarget(outside, name, options);
  return { name, diffIds: base.held?.facts.layers ?? (await layersOfArchive(outside, base)) };
}

async function layersOfArchive({ signal }: Outside, base: Target): Promise<string[]> {
  const { readImage } = await import("../image/read-image.ts");
  const { layers } = await readImage(await base.open(), { signal });
  return layers.map(({ diffId }) => diffId);
}

/** @throws UserError: the image's lowest layers are not those of the named base */
export function notOnBase(target: Target, base: string): UserError {
  return new UserError(`${target.name} does not stand on ${base}: its lowest layers are others.`, {
    fix: "Name the very version that the image was built from, or leave --base out.",
  });
}

/**
 * The image that a held one was most likely built FROM: of those in the engine whose layers are its lowest, the one
 * with the most. Other builds of the same name and images without a name are passed over, and images that came from a
 * registry go first: a half of the same build has the same lowest layers, too.
 */
export async function baseInEngine({ engine, facts }: HeldImage): Promise<BaseImage | undefined> {
  const listed = (await engine.docker.listImages()).filter((image) => mayBeBase(image, facts));
  const inspected = await Promise.all(listed.map(({ id }) => engine.docker.image(id)));
  const bases = inspected.filter((image) => image !== null && isBelow(image, facts)) as ImageFacts[];
  const [base] = bases.sort(
    (a, b) =>
      Number(b.digests.length > 0) - Number(a.digests.length > 0) || b.layers.length - a.layers.length,
  );
  return base && { name: base.tags[0] ?? base.id, diffIds: base.layers };
}

function mayBeBase({ id, tags, size }: ListedImage, image: ImageFacts): boolean {
  const own = new Set(image.tags.map(repository));
  return (
    id !== image.id && size <= image.size && tags.length > 0 && !tags.some((tag) => own.has(repository(tag)))
  );
}

function isBelow({ layers }: ImageFacts, image: ImageFacts): boolean {
  return (
    layers.length > 0 &&
    layers.length < image.layers.length &&
    layers.every((diffId, index) => diffId === image.layers[index])
  );
}

function repository(tag: string): string {
  return tag.replace(/:[^:/]*$/, "");
}
