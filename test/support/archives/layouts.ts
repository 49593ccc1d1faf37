import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";
import { file, symlink } from "./entries.ts";
import { type Entry, tarOf } from "./tar.ts";
import { zstdStored } from "./zstd.ts";

/** An image to write in any layout. A layer is a list of entries, or a whole tar. */
export interface ImageSpec {
  layers: (readonly Entry[] | Buffer)[];
  /** The `config` part of the configuration. */
  config?: object;
  history?: { created_by?: string; empty_layer?: boolean; comment?: string }[];
  tags?: string[] | null;
  platform?: { os: string; architecture: string; variant?: string };
  /** The bodies of its attestations: containerd and OCI layouts only. */
  attestations?: (string | Buffer)[];
  /** More keys of the configuration's top. */
  top?: object;
}

// https://github.com/opencontainers/image-spec/blob/main/media-types.md
const CONFIG = "application/vnd.oci.image.config.v1+json";
const LAYER = {
  none: "application/vnd.oci.image.layer.v1.tar",
  gzip: "application/vnd.oci.image.layer.v1.tar+gzip",
  zstd: "application/vnd.oci.image.layer.v1.tar+zstd",
};
const INDEX = "application/vnd.oci.image.index.v1+json";
const MANIFEST = "application/vnd.oci.image.manifest.v1+json";

export type Packing = "none" | "gzip" | "zstd";

/** An image's layers, and its configuration as bytes. */
export function partsOf(spec: ImageSpec): { layers: Buffer[]; config: Buffer } {
  const layers = spec.layers.map((layer) => (Buffer.isBuffer(layer) ? layer : tarOf(layer)));
  const diffIds = layers.map((layer) => `sha256:${sha256(layer)}`);
  const history = spec.history ?? layers.map((_, index) => ({ created_by: `RUN step ${index}` }));
  const platform = spec.platform ?? { os: "linux", architecture: "amd64" };
  const rootfs = { type: "layers", diff_ids: diffIds };
  const config = { ...platform, config: spec.config ?? {}, rootfs, history, ...spec.top };
  return { layers, config: Buffer.from(JSON.stringify(config)) };
}

/** `docker save` before 25: a folder for each layer; a repeated layer is a symbolic link. */
export function dockerOld(spec: ImageSpec): Entry[] {
  const { layers, config } = partsOf(spec);
  const first = new Map<string, string>();
  const entries = layers.flatMap((layer, index) => {
    const id = `${index}`.padStart(64, "a");
    const known = first.get(sha256(layer));
    first.set(sha256(layer), known ?? id);
    const tar = known ? symlink(`${id}/layer.tar`, `../${known}/layer.tar`) : file(`${id}/layer.tar`, layer);
    return [file(`${id}/VERSION`, "1.0"), file(`${id}/json`, "{}"), tar];
  });
  const names = layers.map((_, index) => `${`${index}`.padStart(64, "a")}/layer.tar`);
  const name = `${sha256(config)}.json`;
  return [...entries, file(name, config), manifestJson(name, names, spec), file("repositories", "{}")];
}

/** `docker save` from 25 on: blobs by digest, a repeated layer once. */
export function docker25(spec: ImageSpec): Entry[] {
  const { layers, config } = partsOf(spec);
  const blobs = new Map([config, ...layers].map((bytes) => [blobPath(bytes), bytes]));
  return [
    ...[...blobs].map(([path, bytes]) => file(path, bytes)),
    file("index.json", JSON.stringify({ schemaVersion: 2, manifests: [] })),
    manifestJson(blobPath(config), layers.map(blobPath), spec),
    file("oci-layout", '{"imageLayoutVersion":"1.0.0"}'),
  ];
}

/** skopeo and podman: a tar for each layer, links to them in folders. */
export function skopeo(spec: ImageSpec): Entry[] {
  const { layers, config } = partsOf(spec);
  const names = layers.map((layer) => `${sha256(layer)}.tar`);
  return [
    ...layers.map((layer, index) => file(names[index] ?? "", layer)),
    ...names.map((name, index) => symlink(`${index}/layer.tar`, `../${name}`)),
    file(`${sha256(config)}.json`, config),
    manifestJson(`${sha256(config)}.json`, names, spec),
  ];
}

/** An OCI layout: `index.json` and blobs as a registry has them. `nested` puts an index between, as buildx does. */
export function ociLayout(
  specs: readonly ImageSpec[],
  { packing = "none" as Packing, prefix = "", nested = false } = {},
): Entry[] {
  const blobs = new Map<string, Buffer>();
  const add = (bytes: Buffer) => {
    blobs.set(blobPath(bytes), bytes);
    return { mediaType: "application/octet-stream", digest: `sha256:${sha256(bytes)}`, size: bytes.length };
  };
  const addJson = (document: object) => add(Buffer.from(JSON.stringify(document)));
  const manifests = specs.flatMap((spec) => {
    const { layers, config } = partsOf(spec);
    const packed = layers.map((layer) => ({ ...add(pack(layer, packing)), mediaType: LAYER[packing] }));
    const document = addJson({
      config: { ...add(config), mediaType: CONFIG },
      layers: packed,
      schemaVersion: 2,
    });
    const manifest = { ...document, mediaType: MANIFEST, annotations: tagsOf(spec) };
    const platform = spec.platform ?? { os: "linux", architecture: "amd64" };
    const attested = (spec.attestations ?? []).map((body) => ({
      ...addJson({ config: addJson({}), layers: [add(Buffer.from(body))], schemaVersion: 2 }),
      mediaType: MANIFEST,
      platform: { os: "unknown", architecture: "unknown" },
      annotations: {
        "vnd.docker.reference.type": "attestation-manifest",
        "vnd.docker.reference.digest": manifest.digest,
      },
    }));
    return [{ ...manifest, platform }, ...attested];
  });
  const index = {
    schemaVersion: 2,
    manifests: nested
      ? [{ ...addJson({ manifests, schemaVersion: 2 }), mediaType: INDEX, annotations: tagsOf(specs[0]) }]
      : manifests,
  };
  return [
    file(`${prefix}oci-layout`, '{"imageLayoutVersion":"1.0.0"}'),
    file(`${prefix}index.json`, JSON.stringify(index)),
    ...[...blobs].map(([path, bytes]) => file(prefix + path, bytes)),
  ];
}

/** `docker save` of the containerd store: an OCI layout with a `manifest.json` for the first image. */
export function containerdStore(specs: readonly ImageSpec[], packing: Packing = "gzip"): Entry[] {
  const [first = { layers: [] }] = specs;
  const { layers, config } = partsOf(first);
  const names = layers.map((layer) => blobPath(pack(layer, packing)));
  return [...ociLayout(specs, { packing, nested: true }), manifestJson(blobPath(config), names, first)];
}

export function blobPath(bytes: Buffer): string {
  return `blobs/sha256/${sha256(bytes)}`;
}

function pack(bytes: Buffer, packing: Packing): Buffer {
  if (packing === "none") return bytes;
  return packing === "gzip" ? gzipSync(bytes) : zstdStored(bytes);
}

function manifestJson(config: string, layers: string[], { tags }: ImageSpec): Entry {
  const RepoTags = tags === undefined ? ["size-matters/test:1"] : tags;
  return file("manifest.json", JSON.stringify([{ Config: config, RepoTags, Layers: layers }]));
}

function tagsOf(spec?: ImageSpec): Record<string, string> {
  const [tag] = spec?.tags ?? [];
  return tag ? { "org.opencontainers.image.ref.name": tag } : {};
}

function sha256(bytes: Buffer): string {
  return createHash("sha256").update(bytes).digest("hex");
}
