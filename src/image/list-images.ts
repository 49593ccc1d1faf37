import { type Archive, blobOf } from "./archive-reader.ts";
import {
  blobName,
  configSchema,
  type Descriptor,
  dockerManifestSchema,
  ociSchema,
  platformName,
  readDocument,
} from "./image-documents.ts";

/** An image that an archive lists, by the names of its blobs. */
export interface ListedImage {
  config: string;
  layers: string[];
  tags: string[];
  platform: string;
  /** The image's manifest and the documents of its attestations, where it has them. */
  manifest: string | null;
  attestations: string[];
  /** The blob that the archive lists for this image and does not hold: the rest is unknown. */
  absent: string | null;
}

const DEEPEST_INDEX = 8;
const NOTHING = { config: "", layers: [], attestations: [], absent: null };

/** The images of `manifest.json`, none without one. An image that stands there twice is one with all its tags. */
export function dockerImages(archive: Archive): ListedImage[] {
  if (!blobOf(archive, "manifest.json")) return [];
  const images = new Map<string, ListedImage>();
  for (const { Config, RepoTags, Layers } of readDocument(archive, "manifest.json", dockerManifestSchema)) {
    const known = images.get(Config);
    if (known) known.tags.push(...(RepoTags ?? []));
    else images.set(Config, dockerImage(archive, Config, Layers ?? [], RepoTags ?? []));
  }
  return [...images.values()];
}

function dockerImage(archive: Archive, config: string, layers: string[], tags: string[]): ListedImage {
  const absent = blobOf(archive, config) ? null : config;
  const platform = absent ? "" : platformName(readDocument(archive, config, configSchema));
  return { ...NOTHING, config, layers, tags: [...tags], platform, manifest: null, absent };
}

/** The images of `index.json` and of the indexes below it, each with its attestations; none without one. */
export function ociImages(archive: Archive): ListedImage[] {
  return blobOf(archive, "index.json") ? imagesOf(archive, "index.json", [], 0) : [];
}

function imagesOf(archive: Archive, index: string, tags: string[], depth: number): ListedImage[] {
  const { manifests } = readDocument(archive, index, ociSchema);
  const images: ListedImage[] = [];
  const attestations: { of: string | undefined; documents: string[] }[] = [];
  for (const listed of manifests ?? []) {
    const name = blobName(listed);
    if (isAttestation(listed))
      attestations.push({ of: subjectOf(listed), documents: documentsOf(archive, name) });
    else images.push(...imagesAt(archive, listed, [...tags, ...tagsOf(listed)], depth));
  }
  for (const image of images) {
    const own = attestations.filter(
      ({ of }) => of === undefined || blobName({ digest: of }) === image.manifest,
    );
    image.attestations.push(...own.flatMap(({ documents }) => documents));
  }
  return images;
}

function imagesAt(archive: Archive, listed: Descriptor, tags: string[], depth: number): ListedImage[] {
  const manifest = blobName(listed);
  const platform = listed.platform ? platformName(listed.platform) : "";
  const image: ListedImage = { ...NOTHING, attestations: [], tags, platform, manifest };
  if (!blobOf(archive, manifest)) return [{ ...image, absent: manifest }];
  const { manifests, config, layers } = readDocument(archive, manifest, ociSchema);
  if (manifests && depth < DEEPEST_INDEX) return imagesOf(archive, manifest, tags, depth + 1);
  if (!config) return [];
  const found = { ...image, config: blobName(config), layers: (layers ?? []).map(blobName) };
  if (!blobOf(archive, found.config)) return [{ ...found, absent: found.config }];
  return [
    { ...found, platform: platform || platformName(readDocument(archive, found.config, configSchema)) },
  ];
}

function isAttestation({ annotations, platform }: Descriptor): boolean {
  const type = annotations?.["vnd.docker.reference.type"];
  return (
    type === "attestation-manifest" || (platform?.os === "unknown" && platform.architecture === "unknown")
  );
}

function subjectOf({ annotations }: Descriptor): string | undefined {
  return annotations?.["vnd.docker.reference.digest"];
}

/** An attestation's manifest and all that it lists. One that was left out of the archive is no part of it. */
function documentsOf(archive: Archive, manifest: string): string[] {
  if (!blobOf(archive, manifest)) return [];
  const { config, layers } = readDocument(archive, manifest, ociSchema);
  return [manifest, ...(config ? [blobName(config)] : []), ...(layers ?? []).map(blobName)];
}

function tagsOf({ annotations }: Descriptor): string[] {
  const name =
    annotations?.["io.containerd.image.name"] ?? annotations?.["org.opencontainers.image.ref.name"];
  return name ? [name] : [];
}
