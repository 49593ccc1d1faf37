import { createHash } from "node:crypto";
import { file } from "../support/archives/entries.ts";
import { blobPath, type ImageSpec, partsOf } from "../support/archives/layouts.ts";
import type { Entry } from "../support/archives/tar.ts";

/** What a document says of another blob. https://github.com/opencontainers/image-spec/blob/main/descriptor.md */
export interface Descriptor {
  digest: string;
  size: number;
  mediaType?: string;
  platform?: object;
  annotations?: Record<string, string>;
}

/** The blobs of an OCI layout, put together by hand: each `add` gives the descriptor for the document above. */
export interface Blobs {
  add(body: Buffer | string | object, more?: Partial<Descriptor>): Descriptor;
  /** Adds an index or a manifest, by what it holds. */
  addDocument(document: object, more?: Partial<Descriptor>): Descriptor;
  /** Adds an image with layers that are packed by `pack`, and gives the descriptor of its manifest. */
  addImage(spec: ImageSpec, pack?: (layer: Buffer, index: number) => Buffer): Descriptor;
  /** The layout, with an `index.json` that lists these. */
  layout(manifests: readonly object[]): Entry[];
}

// https://github.com/opencontainers/image-spec/blob/main/media-types.md
const MEDIA_TYPES = {
  index: "application/vnd.oci.image.index.v1+json",
  manifest: "application/vnd.oci.image.manifest.v1+json",
  config: "application/vnd.oci.image.config.v1+json",
  layer: "application/vnd.oci.image.layer.v1.tar+gzip",
  empty: "application/vnd.oci.empty.v1+json",
};

/** No blobs yet. */
export function blobs(): Blobs {
  const all = new Map<string, Buffer>();
  const add: Blobs["add"] = (body, more = {}) => {
    const bytes = bytesOfBody(body);
    all.set(blobPath(bytes), bytes);
    return { ...descriptorOf(bytes), ...more };
  };
  const addDocument: Blobs["addDocument"] = (document, more = {}) => {
    const mediaType = "manifests" in document ? MEDIA_TYPES.index : MEDIA_TYPES.manifest;
    return add({ schemaVersion: 2, mediaType, ...document }, { mediaType, ...more });
  };
  const addImage: Blobs["addImage"] = (spec, pack = (layer) => layer) => {
    const parts = partsOf(spec);
    const config = add(parts.config, { mediaType: MEDIA_TYPES.config });
    const layers = parts.layers.map((one, i) => add(pack(one, i), { mediaType: MEDIA_TYPES.layer }));
    return addDocument({ config, layers });
  };
  const layout: Blobs["layout"] = (manifests) => [
    file("oci-layout", '{"imageLayoutVersion":"1.0.0"}'),
    file("index.json", JSON.stringify({ schemaVersion: 2, mediaType: MEDIA_TYPES.index, manifests })),
    ...[...all].map(([path, bytes]) => file(path, bytes)),
  ];
  return { add, addDocument, addImage, layout };
}

/** What another document says of these bytes. */
export function descriptorOf(bytes: Buffer): Descriptor {
  const digest = `sha256:${createHash("sha256").update(bytes).digest("hex")}`;
  return { mediaType: "application/octet-stream", digest, size: bytes.length };
}

/** The configuration of what is no image. https://github.com/opencontainers/image-spec/blob/main/manifest.md */
export function emptyConfig(store: Blobs): Descriptor {
  return store.add("{}", { mediaType: MEDIA_TYPES.empty });
}

/** What an image's configuration says of its layers. */
export function diffIdsOf(spec: ImageSpec): string[] {
  return partsOf(spec).layers.map((layer) => descriptorOf(layer).digest);
}

/** A descriptor of a blob that no archive holds. */
export const ABSENT: Descriptor = { digest: `sha256:${"0".repeat(64)}`, size: 1 };

/** What BuildKit notes beside an image: the platform that marks it, and the manifest that it is about. */
export function attestationMarks(of: Descriptor): Partial<Descriptor> {
  return {
    platform: { os: "unknown", architecture: "unknown" },
    annotations: {
      "vnd.docker.reference.type": "attestation-manifest",
      "vnd.docker.reference.digest": of.digest,
    },
  };
}

function bytesOfBody(body: Buffer | string | object): Buffer {
  if (Buffer.isBuffer(body)) return body;
  return Buffer.from(typeof body === "string" ? body : JSON.stringify(body));
}
