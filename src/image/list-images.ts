import { type Archive, blobOf } from "./archive-reader.ts";
import {
  blobName,
  configSchema,
  type Descriptor,
  dockerManifestSchema,
  type OciDocument,
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
  if (!blobOf(archive, "index.json")) return [];
  return imagesOf({ archive, read: readOnce(archive), seen: new Map() }, "index.json", []);
}

interface Listing {
  archive: Archive;
  read: (name: string) => OciDocument;
  /** What was found in each manifest and index: one that is listed again, or lists itself, costs no more. */
  seen: Map<string, ListedImage[]>;
}

function readOnce(archive: Archive): Listing["read"] {
  const known = new Map<string, OciDocument>();
  return (name) => {
    const document = known.get(name) ?? readDocument(archive, name, ociSchema);
    known.set(name, document);
    return document;
  };
}

function imagesOf(listing: Listing, index: string, tags: string[]): ListedImage[] {
  const { seen } = listing;
  const { manifests } = listing.read(index);
  const images = new Set<ListedImage>();
  const attestations = new Map<string | null, Set<string>>();
  for (const listed of manifests ?? []) {
    const name = blobName(listed);
    const subject = artifactOf(listing, listed);
    if (subject === undefined) {
      const own = [...tags, ...tagsOf(listed)];
      const known = seen.get(name);
      const found = known ?? imagesAt(listing, listed, own);
      seen.set(name, found);
      for (const image of found) images.add(image);
      if (known) for (const image of known) image.tags.push(...own);
    } else {
      const documents = attestations.get(subject) ?? new Set();
      attestations.set(subject, documents);
      if (!documents.has(name)) for (const one of documentsOf(listing, name)) documents.add(one);
    }
  }
  for (const image of images) {
    for (const subject of [null, image.manifest])
      image.attestations.push(...(attestations.get(subject) ?? []));
  }
  return [...images];
}

function imagesAt(listing: Listing, listed: Descriptor, tags: string[]): ListedImage[] {
  const { archive, read, seen } = listing;
  const manifest = blobName(listed);
  const platform = listed.platform ? platformName(listed.platform) : "";
  const image: ListedImage = { ...NOTHING, attestations: [], tags: [...tags], platform, manifest };
  if (!blobOf(archive, manifest)) return [{ ...image, absent: manifest }];
  const { manifests, config, layers } = read(manifest);
  if (manifests) {
    seen.set(manifest, []);
    return imagesOf(listing, manifest, tags);
  }
  if (!config) return [];
  const found = { ...image, config: blobName(config), layers: (layers ?? []).map(blobName) };
  if (!blobOf(archive, found.config)) return [{ ...found, absent: found.config }];
  return [
    { ...found, platform: platform || platformName(readDocument(archive, found.config, configSchema)) },
  ];
}

/**
 * The manifest that an attestation or another artifact is about, null when it is not told, undefined for what is an
 * image. https://github.com/opencontainers/image-spec/blob/main/manifest.md#guidelines-for-artifact-usage
 */
function artifactOf({ archive, read }: Listing, listed: Descriptor): string | null | undefined {
  const { annotations, platform } = listed;
  const name = blobName(listed);
  const { config, subject } = blobOf(archive, name) ? read(name) : {};
  const isOne =
    annotations?.["vnd.docker.reference.type"] === "attestation-manifest" ||
    (platform?.os === "unknown" && platform.architecture === "unknown") ||
    config?.mediaType === "application/vnd.oci.empty.v1+json";
  if (!isOne) return undefined;
  const digest = annotations?.["vnd.docker.reference.digest"] ?? subject?.digest;
  return digest ? blobName({ digest }) : null;
}

/** An attestation's manifest and all that it lists. One that was left out of the archive is no part of it. */
function documentsOf({ archive, read }: Listing, manifest: string): string[] {
  if (!blobOf(archive, manifest)) return [];
  const { config, layers } = read(manifest);
  return [manifest, ...(config ? [blobName(config)] : []), ...(layers ?? []).map(blobName)];
}

function tagsOf({ annotations }: Descriptor): string[] {
  const name =
    annotations?.["io.containerd.image.name"] ?? annotations?.["org.opencontainers.image.ref.name"];
  return name ? [name] : [];
}
