import { gzipSync } from "node:zlib";
import { file, hardLink, whiteout } from "../support/archives/entries.ts";
import {
  blobPath,
  containerdStore,
  docker25,
  dockerOld,
  type ImageSpec,
  ociLayout,
  partsOf,
  skopeo,
} from "../support/archives/layouts.ts";
import type { Entry } from "../support/archives/tar.ts";
import { zstdStored } from "../support/archives/zstd.ts";
import { blobs, descriptorOf } from "./blobs.ts";
import { type Case, type ImageTruth, truthOf } from "./case.ts";

interface Row {
  name: string;
  trap: string;
  archive: () => Entry[];
  tags?: string[];
}

/** One image for all layouts; its first and its last layer are the same bytes. */
const FIRST = [file("a", 100), file("b", 20)];
const IMAGE: ImageSpec = { layers: [FIRST, [whiteout("a")], FIRST], config: { User: "1000" } };

const truth = (tags = ["size-matters/test:1"]): ImageTruth =>
  truthOf({
    tags,
    user: { written: "1000", uid: 1000 },
    bytes: [120, 0, 120],
    files: 2,
    waste: ["a 100 0<1 removed", "b 20 0<2 replaced"],
  });

/** `docker save` of the engines that keep layers in folders, and what rewrites their archives. */
const docker: Row[] = [
  {
    name: "docker-before-25",
    trap: "A folder for each layer, and a symbolic link for the second of two equal layers.",
    archive: () => dockerOld(IMAGE),
  },
  {
    name: "docker-before-25-repacked",
    trap: "The same, unpacked and packed again: the second of two equal layers is a hard link.",
    archive: () => {
      const entries = dockerOld(IMAGE);
      const first = entries.find(({ path }) => path.endsWith("/layer.tar"))?.path ?? "";
      return entries.map((entry) => (entry.type === "2" ? hardLink(entry.path, first) : entry));
    },
  },
  {
    name: "docker-25",
    trap: "Blobs by digest; a layer that is listed twice lies there once; the index lists nothing.",
    archive: () => docker25(IMAGE),
  },
  {
    name: "docker-25-layer-sources",
    trap: "manifest.json says more of each layer, and documents of the old kind lie among the blobs.",
    archive: () => {
      const legacy = partsOf(IMAGE).layers.map((_, index) => Buffer.from(`{"id":"${index}","os":"linux"}`));
      const more = legacy.map((bytes) => file(blobPath(bytes), bytes));
      return [...withLayerSources(docker25(IMAGE)), ...more, file("repositories", "{}")];
    },
  },
  {
    name: "docker-25-index-without-layers",
    // https://github.com/moby/moby/issues/47065
    trap: "25.0.0 wrote a manifest without layers beside the right manifest.json.",
    archive: () => {
      const store = blobs();
      const config = store.add(partsOf(IMAGE).config);
      const index = store.layout([store.addDocument({ config, layers: null })]);
      return [...docker25(IMAGE).filter(({ path }) => path !== "index.json"), ...index];
    },
  },
  {
    name: "skopeo",
    trap: "Layers by diff id beside links to them; the tag is fully qualified.",
    tags: ["docker.io/library/x:1"],
    archive: () => skopeo({ ...IMAGE, tags: ["docker.io/library/x:1"] }),
  },
  {
    name: "podman",
    trap: "As skopeo, with localhost/ before the tag.",
    tags: ["localhost/x:latest"],
    archive: () => skopeo({ ...IMAGE, tags: ["localhost/x:latest"] }),
  },
  {
    name: "saved-by-id",
    trap: "An image that is saved by its id has no tags.",
    tags: [],
    archive: () => docker25({ ...IMAGE, tags: null }),
  },
  {
    name: "docker-names-with-dot",
    // https://github.com/wagoodman/dive/issues/557
    trap: "tar -C folder . puts ./ before every name.",
    archive: () => docker25(IMAGE).map((entry) => ({ ...entry, path: `./${entry.path}` })),
  },
  {
    name: "docker-manifest-first",
    trap: "What lists the layers may stand before or behind them.",
    archive: () => dockerOld(IMAGE).toReversed(),
  },
];

/** The containerd store and OCI layouts: layers as a registry has them. */
const oci: Row[] = [
  { name: "containerd-gzip", trap: "Layers packed with gzip.", archive: () => containerdStore([IMAGE]) },
  {
    name: "containerd-zstd",
    trap: "Layers packed with zstd.",
    archive: () => containerdStore([IMAGE], "zstd"),
  },
  {
    name: "oci-plain",
    trap: "No manifest.json: index, manifest, layers.",
    tags: [],
    archive: () => ociLayout([IMAGE]),
  },
  {
    name: "oci-names-with-dot",
    trap: "The same with ./ before every name.",
    tags: [],
    archive: () => ociLayout([IMAGE], { prefix: "./" }),
  },
  {
    name: "oci-names-with-slash",
    trap: "The same with a slash before every name.",
    tags: [],
    archive: () => ociLayout([IMAGE], { prefix: "/" }),
  },
  {
    name: "oci-nested-index",
    trap: "An index in the index, as buildx writes it.",
    tags: [],
    archive: () => ociLayout([IMAGE], { packing: "gzip", nested: true }),
  },
  {
    name: "oci-index-in-index-in-index",
    trap: "Two indexes in the index.",
    tags: ["x:1"],
    archive: () => {
      const store = blobs();
      const inner = store.addDocument({ manifests: [store.addImage(IMAGE, zstdStored)] });
      const name = { "io.containerd.image.name": "x:1", "org.opencontainers.image.ref.name": "1" };
      return store.layout([store.addDocument({ manifests: [inner] }, { annotations: name })]);
    },
  },
  {
    name: "oci-packed-each-in-its-way",
    trap: "A base in gzip, a layer in zstd, a layer that is not packed; all say that they are gzip.",
    tags: [],
    archive: () => {
      const store = blobs();
      const packs = [gzipSync, zstdStored, (layer: Buffer) => layer];
      return store.layout([store.addImage(IMAGE, (layer, i) => packs[i]?.(layer) ?? layer)]);
    },
  },
  {
    name: "oci-gzip-in-two-members",
    trap: "A gzip may go on with another gzip, as in eStargz.",
    tags: [],
    archive: () => {
      const store = blobs();
      const twoMembers = (layer: Buffer) =>
        Buffer.concat([gzipSync(layer.subarray(0, 700)), gzipSync(layer.subarray(700))]);
      return store.layout([store.addImage(IMAGE, twoMembers)]);
    },
  },
];

/** Dive gave four answers for one such archive. https://github.com/wagoodman/dive/pull/592 */
const orders: Row[] = [
  [0, 1],
  [1, 0],
].flatMap((of) => ["first", "last"].map((where) => ordered(of, where)));

function ordered([one = 0, other = 1]: number[], documents: string): Row {
  return {
    name: `oci-blobs-${one}${other}-documents-${documents}`,
    trap: "The order of the layers is the manifest's, never that of the tar.",
    tags: [],
    archive: () => {
      const entries = ociLayout([IMAGE]);
      const names = partsOf(IMAGE).layers.map(blobPath);
      const layerOf = (index: number) => entries.filter(({ path }) => path === names[index]);
      const layers = [...layerOf(one), ...layerOf(other)];
      const rest = entries.filter(({ path }) => !names.includes(path));
      return documents === "first" ? [...rest, ...layers] : [...layers, ...rest];
    },
  };
}

function withLayerSources(entries: readonly Entry[]): Entry[] {
  const sources = Object.fromEntries(
    partsOf(IMAGE).layers.map((layer) => [descriptorOf(layer).digest, descriptorOf(layer)]),
  );
  return entries.map((entry) => {
    if (entry.path !== "manifest.json") return entry;
    const [image] = JSON.parse(String(entry.body)) as object[];
    return file(entry.path, JSON.stringify([{ ...image, LayerSources: sources }]));
  });
}

/** The same image in every layout: all readings are the same but for the tags. */
export const layoutCases: Case[] = [...docker, ...oci, ...orders].map(({ name, trap, archive, tags }) => ({
  name,
  trap,
  archive,
  ask: { verify: true },
  truth: truth(tags),
}));
