import { UserError } from "../errors.ts";
import type { Archive } from "./archive-reader.ts";
import { incomplete } from "./image-documents.ts";
import { dockerImages, type ListedImage, ociImages } from "./list-images.ts";
import { safeText } from "./safe-text.ts";

export interface Wanted {
  tag?: string | undefined;
  platform?: string | undefined;
}

/**
 * The one image of an archive that is meant: of that tag and platform, or the only one there is. `manifest.json`
 * goes first, as in `docker load`. Throws a UserError when there is none, more than one, or it is not all there.
 */
export function chooseImage(archive: Archive, wanted: Wanted): ListedImage {
  const docker = dockerImages(archive);
  const oci = ociImages(archive);
  if (docker.length + oci.length === 0) throw noImage();
  const chosen = onlyOne(docker, wanted) ?? onlyOne(oci, wanted);
  if (!chosen) throw notThere([...docker, ...oci], wanted);
  if (chosen.absent) throw incomplete(chosen.absent);
  const twin = oci.find(({ config }) => config === chosen.config);
  // Without its manifest nobody can tell which attestations it has: what is listed and absent may hold them.
  const absent = oci.flatMap((image) => image.absent ?? []);
  const tags = [...new Set(chosen.tags)];
  return { ...chosen, tags, manifest: twin?.manifest ?? null, attestations: twin?.attestations ?? absent };
}

function onlyOne(images: ListedImage[], { tag, platform }: Wanted): ListedImage | undefined {
  const meant = images.filter(
    (image) =>
      (tag === undefined || image.tags.some((name) => sameTag(name, tag))) &&
      (platform === undefined || samePlatform(image.platform, platform)),
  );
  // Engines list the platforms that they do not hold: those count only when there is nothing else.
  const present = meant.filter(({ absent }) => !absent);
  const choice = present.length > 0 ? present : meant;
  const different = new Map(choice.map((image) => [image.config || image.manifest, image]));
  if (different.size > 1 && present.length > 0) throw ambiguous(present);
  return choice[0];
}

function noImage(): UserError {
  return new UserError(
    "This is not an image archive: it has neither a manifest.json nor an index.json with an image.",
    {
      fix: "Give a file made by: docker save IMAGE -o FILE",
    },
  );
}

function ambiguous(images: ListedImage[]): UserError {
  return new UserError(`The archive holds ${images.length} images: ${images.map(nameOf).join("; ")}.`, {
    fix: "Choose one by its tag or its platform.",
  });
}

function notThere(images: ListedImage[], { tag, platform }: Wanted): UserError {
  const wanted = [tag, platform].filter(Boolean).join(" for ");
  return new UserError(
    `The archive holds no ${safeText(wanted)}. It holds: ${images.map(nameOf).join("; ")}.`,
    {
      fix: "Choose one of those by its tag or its platform.",
    },
  );
}

function nameOf({ tags, platform, config }: ListedImage): string {
  return safeText(`${tags.join(", ") || config || "untagged"} (${platform || "unknown platform"})`);
}

/** `x`, `x:latest` and `docker.io/library/x:latest` are the same. */
function sameTag(one: string, other: string): boolean {
  return fullTag(one) === fullTag(other);
}

function fullTag(tag: string): string {
  const short = tag.replace(/^(index\.)?docker\.io\//, "").replace(/^library\//, "");
  return /[:@][^/]*$/.test(short) ? short : `${short}:latest`;
}

/** `arm64` is enough for `linux/arm64`, and `linux/arm64` for `linux/arm64/v8`. */
function samePlatform(has: string, wanted: string): boolean {
  const full = wanted.includes("/") ? wanted : `linux/${wanted}`;
  return has === full || has.startsWith(`${full}/`);
}
