import { file } from "../support/archives/entries.ts";
import {
  containerdStore,
  docker25,
  type ImageSpec,
  ociLayout,
  partsOf,
} from "../support/archives/layouts.ts";
import type { Entry } from "../support/archives/tar.ts";
import { ABSENT, attestationMarks, blobs, type Descriptor, emptyConfig } from "./blobs.ts";
import { type Case, type Facts, truthOf } from "./case.ts";

const AMD: ImageSpec = { layers: [[file("amd", 5)]], tags: ["x:1"] };
const ARM: ImageSpec = {
  layers: [[file("arm", 7)]],
  tags: ["x:1"],
  platform: { os: "linux", architecture: "arm64", variant: "v8" },
};
const OLD: ImageSpec = { layers: [[file("old", 3)]], tags: ["docker.io/library/y:latest"] };

const amd = (more: Partial<Facts> = {}) => truthOf({ bytes: [5], files: 1, tags: [], ...more });
const arm = (more: Partial<Facts> = {}) =>
  truthOf({ bytes: [7], files: 1, tags: [], platform: "linux/arm64/v8", ...more });

const platforms: Case[] = [
  {
    name: "platforms-by-index",
    trap: "Two platforms in one index: the one that is asked for.",
    archive: () => ociLayout([AMD, ARM], { nested: true }),
    ask: { platform: "linux/arm64" },
    truth: arm({ tags: ["x:1"] }),
  },
  {
    name: "platforms-and-none-is-asked-for",
    trap: "Two platforms and nothing to tell which: a question, never a guess.",
    archive: () => ociLayout([AMD, ARM], { nested: true }),
    truth: { refused: "holds 2 images" },
  },
  {
    name: "platform-of-the-engine",
    trap: "manifest.json names the platform of the engine alone, the index all of them.",
    archive: () => containerdStore([AMD, ARM]),
    truth: amd({ tags: ["x:1"] }),
  },
  {
    name: "platform-not-in-the-archive",
    trap: "A platform that nobody listed.",
    archive: () => ociLayout([AMD, ARM]),
    ask: { platform: "linux/s390x" },
    truth: { refused: "The archive holds no linux/s390x" },
  },
  {
    name: "foreign-platforms-left-out",
    // https://github.com/moby/moby/issues/49473
    trap: "The index lists all platforms of the tag, the archive holds one: that one is meant.",
    archive: () => {
      const store = blobs();
      const here = { ...store.addImage(AMD), platform: { os: "linux", architecture: "amd64" } };
      const there = ["arm64", "s390x"].map((architecture, i) =>
        absent(`${i}`, { os: "linux", architecture }),
      );
      const index = store.addDocument({ manifests: [...there, here] });
      return store.layout([index]);
    },
    truth: amd(),
  },
  {
    name: "foreign-platform-asked-for",
    trap: "A platform that is listed and left out is incomplete, not unknown.",
    archive: () => {
      const store = blobs();
      const there = absent("1", { os: "linux", architecture: "arm64" });
      return store.layout([store.addDocument({ manifests: [store.addImage(AMD), there] })]);
    },
    ask: { platform: "linux/arm64" },
    truth: { refused: "incomplete: it lists blobs/sha256/1" },
  },
];

const tags: Case[] = [
  {
    name: "two-tags-of-one-image",
    trap: "One image under two tags is one image.",
    archive: () => docker25({ ...AMD, tags: ["x:1", "x:2"] }),
    truth: amd({ tags: ["x:1", "x:2"] }),
  },
  {
    name: "one-image-listed-twice",
    trap: "Some tools list an image once for each tag.",
    archive: () => listedTwice(docker25(AMD)),
    truth: amd({ tags: ["x:1"] }),
  },
  {
    name: "two-images-and-no-tag",
    trap: "docker save x saves every tag of x: a question, never the first.",
    archive: () => ociLayout([AMD, OLD]),
    truth: { refused: "holds 2 images" },
  },
  {
    name: "short-and-full-tag",
    trap: "y, y:latest and docker.io/library/y:latest are the same.",
    archive: () => ociLayout([AMD, OLD]),
    ask: { tag: "y" },
    truth: truthOf({ bytes: [3], files: 1, tags: ["docker.io/library/y:latest"] }),
  },
  {
    name: "tag-not-in-the-archive",
    trap: "A tag that nobody listed.",
    archive: () => ociLayout([AMD, OLD]),
    ask: { tag: "z:9" },
    truth: { refused: "The archive holds no z:9" },
  },
];

/** What is listed beside images and is none. */
const others: Case[] = [
  {
    name: "attestation-beside-the-image",
    trap: "Attestations are manifests of the platform unknown/unknown.",
    archive: () => containerdStore([{ ...AMD, attestations: ['{"predicate":{}}'] }]),
    truth: amd({ tags: ["x:1"] }),
  },
  {
    name: "attestation-as-artifact",
    // https://github.com/moby/buildkit/blob/master/docs/attestations/attestation-storage.md
    trap: "An attestation whose configuration is an empty document: no image, and none is expected.",
    archive: () => {
      const store = blobs();
      const image = store.addImage(AMD);
      const layers = [store.add('{"predicate":{}}')];
      const artifact = { ...EMPTY_ARTIFACT, config: emptyConfig(store), layers, subject: image };
      return store.layout([
        store.addDocument({ manifests: [image, store.addDocument(artifact, attestationMarks(image))] }),
      ]);
    },
    truth: amd(),
  },
  {
    name: "artifact-without-marks",
    // https://github.com/opencontainers/image-spec/blob/main/manifest.md#guidelines-for-artifact-usage
    trap: "A signature beside the image: only its empty configuration tells that it is none.",
    archive: () => {
      const store = blobs();
      const image = store.addImage(AMD);
      const artifact = {
        artifactType: "application/x-signature",
        config: emptyConfig(store),
        subject: image,
      };
      return store.layout([image, store.addDocument({ ...artifact, layers: [store.add("signed")] })]);
    },
    truth: amd(),
  },
  {
    name: "attestation-left-out",
    trap: "A listed attestation that is absent does not make the image incomplete.",
    archive: () => {
      const store = blobs();
      const image = store.addImage(AMD);
      return store.layout([image, { ...ABSENT, ...attestationMarks(image) }]);
    },
    truth: amd(),
  },
  {
    name: "attestation-document-left-out",
    trap: "An attestation that is there and whose document is absent: what it says is unread, and that is said.",
    archive: () => {
      const store = blobs();
      const image = store.addImage(AMD);
      const artifact = { ...EMPTY_ARTIFACT, config: emptyConfig(store), layers: [ABSENT] };
      return store.layout([image, store.addDocument(artifact, attestationMarks(image))]);
    },
    truth: amd({ skipped: [{ path: "blobs/sha256/*", layer: null, why: "attestation is listed" }] }),
  },
  {
    name: "unknown-platform-without-marks",
    trap: "A manifest of the platform unknown/unknown is no image, marked or not.",
    archive: () => {
      const store = blobs();
      const platform = { os: "unknown", architecture: "unknown" };
      const other = store.addDocument({ config: emptyConfig(store), layers: [] }, { platform });
      return store.layout([other, store.addImage(AMD)]);
    },
    truth: amd(),
  },
  {
    name: "image-manifest-left-out",
    trap: "manifest.json names all blobs, the index names a manifest that is absent: its attestations are unknown.",
    archive: () => {
      const entries = containerdStore([{ ...AMD, attestations: ["{}"] }]);
      return entries.filter(({ body }) => !String(body).startsWith('{"config"'));
    },
    truth: amd({
      tags: ["x:1"],
      skipped: [{ path: "blobs/sha256/*", layer: null, why: "attestation is listed" }],
    }),
  },
  {
    name: "zero-layers",
    trap: "FROM scratch with ENV alone: an image without layers is an image.",
    archive: () => docker25({ layers: [], tags: ["x:1"] }),
    truth: truthOf({ bytes: [], files: 0, tags: ["x:1"] }),
  },
  {
    name: "layers-key-missing",
    trap: "A manifest without the key that lists layers, for an image without any.",
    archive: () => {
      const store = blobs();
      return store.layout([store.addDocument({ config: store.add(partsOf({ layers: [] }).config) })]);
    },
    truth: truthOf({ bytes: [], files: 0, tags: [] }),
  },
];

const EMPTY_ARTIFACT = {
  artifactType: "application/vnd.docker.attestation.manifest.v1+json",
};

function absent(digit: string, platform: object): Descriptor {
  return { ...ABSENT, digest: `sha256:${digit.repeat(64)}`, platform };
}

function listedTwice(entries: readonly Entry[]): Entry[] {
  return entries.map((entry) => {
    if (entry.path !== "manifest.json") return entry;
    const [image] = JSON.parse(String(entry.body)) as object[];
    return file(entry.path, JSON.stringify([image, image]));
  });
}

/** Which of several images, and what is no image. */
export const choiceCases: Case[] = [...platforms, ...tags, ...others];
