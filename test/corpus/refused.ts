import { gzipSync } from "node:zlib";
import { file, whiteout } from "../support/archives/entries.ts";
import {
  blobPath,
  containerdStore,
  docker25,
  dockerOld,
  type ImageSpec,
  ociLayout,
  partsOf,
} from "../support/archives/layouts.ts";
import { CANARY } from "../support/archives/read.ts";
import { type Entry, tarOf } from "../support/archives/tar.ts";
import { zstdStored } from "../support/archives/zstd.ts";
import { blobs } from "./blobs.ts";
import type { Ask, Case } from "./case.ts";

type Row = [name: string, trap: string, archive: () => Entry[] | Buffer, refused: string, ask?: Ask];

const IMAGE: ImageSpec = { layers: [[file("a", CANARY.repeat(50))], [file("b", 2000), whiteout("a")]] };
const { layers: LAYERS, config: CONFIG } = partsOf(IMAGE);
const [FIRST = CONFIG] = LAYERS;

const LOOP = { digest: `sha256:${"a".repeat(64)}` };
const noImage = "neither a manifest.json nor an index.json with an image";
const damaged = "damaged, cut short or no image archive at all";

/** What is no image archive, as people give it by mistake. */
const others: Row[] = [
  ["empty-file", "No bytes at all.", () => Buffer.alloc(0), "The archive is empty."],
  ["text", "A few letters.", () => Buffer.from("hello"), damaged],
  ["noise", "Bytes without a meaning.", () => noise(5000), damaged],
  ["noise-in-gzip", "The same, packed.", () => gzipSync(noise(5000)), damaged],
  ["noise-in-zstd", "The same, packed with zstd.", () => zstdStored(noise(5000)), damaged],
  ["empty-tar", "A tar without entries.", () => tarOf([]), noImage],
  ["other-tar", "A tar of something else.", () => [file("README", "hi")], noImage],
  [
    "one-layer",
    "A layer without all that belongs around it, as docker export gives it.",
    () => FIRST,
    noImage,
  ],
  [
    "docker-before-1-10",
    "Only the list of tags of a time before manifest.json.",
    () => dockerOld(IMAGE).filter(({ path }) => path !== "manifest.json"),
    noImage,
  ],
  ["index-of-nothing", "A layout that lists no image.", () => blobs().layout([]), noImage],
];

/** What is an image archive, and not whole. */
const incomplete: Row[] = [
  [
    "layer-absent-docker-before-25",
    "A layer's folder is absent.",
    () => without(dockerOld(IMAGE), FIRST),
    "it lists",
  ],
  [
    "layer-absent-docker-25",
    // https://github.com/wagoodman/dive/issues/718
    "A listed layer was left out, as engines do silently.",
    () => without(docker25(IMAGE), FIRST),
    "it lists blobs/sha256/",
  ],
  [
    "layer-absent-containerd",
    // https://github.com/moby/moby/issues/49473
    "So in the containerd store.",
    () => without(containerdStore([IMAGE], "none"), FIRST),
    "it lists blobs/sha256/",
  ],
  [
    "layer-absent-oci",
    "So in an OCI layout.",
    () => without(ociLayout([IMAGE]), FIRST),
    "it lists blobs/sha256/",
  ],
  [
    "configuration-absent",
    "The configuration is absent.",
    () => without(docker25(IMAGE), CONFIG),
    "it lists",
  ],
  ["configuration-absent-oci", "So in a layout.", () => without(ociLayout([IMAGE]), CONFIG), "it lists"],
  [
    "manifest-absent-oci",
    "The one manifest that the index lists is absent.",
    () => ociLayout([IMAGE]).filter(({ body }) => !String(body).includes('"config":{"mediaType"')),
    "it lists blobs/sha256/",
  ],
  ["cut-in-a-layer", "The download ended inside a layer.", () => cut(docker25(IMAGE), 2600), damaged],
  ["cut-in-gzip", "The same, packed as a whole.", () => half(gzipSync(tarOf(docker25(IMAGE)))), damaged],
  ["cut-in-zstd", "The same, packed with zstd.", () => half(zstdStored(tarOf(docker25(IMAGE)))), damaged],
  [
    "cut-before-the-list",
    "The download ended where what lists the layers would come.",
    beforeTheList,
    noImage,
  ],
];

/** What is listed is there, and is not what it should be. */
const wrong: Row[] = [
  [
    "digest-of-another-layer",
    "A layer with other bytes than its digest says.",
    () => exchanged(blobPath(FIRST), tarOf([file("other", "x")])),
    "digest does not match",
    { verify: true },
  ],
  [
    "layer-is-text",
    "A layer that is no tar.",
    () => exchanged(blobPath(FIRST), "no layer"),
    "it is no layer",
  ],
  ["layer-is-empty", "A layer of no bytes.", () => exchanged(blobPath(FIRST), ""), "it is no layer"],
  [
    "layer-is-cut-gzip",
    "A packed layer that ends too early.",
    () => exchanged(blobPath(FIRST), half(gzipSync(FIRST))),
    "it is damaged",
  ],
  [
    "layer-is-cut-tar",
    "A layer that ends inside a file.",
    () => exchanged(blobPath(FIRST), FIRST.subarray(0, 700)),
    "it is damaged",
  ],
  [
    "layer-with-a-wrong-check-sum",
    "One letter of a header is another.",
    () => exchanged(blobPath(FIRST), Buffer.from(FIRST).fill("b", 0, 1)),
    "it is no layer",
  ],
  [
    "configuration-is-a-layer",
    "A tar where the configuration should be.",
    () => exchanged(blobPath(CONFIG), FIRST),
    "it is a tar where a document should be",
  ],
  [
    "configuration-of-another-image",
    "It names three layers, the manifest two.",
    () => exchanged(blobPath(CONFIG), JSON.stringify({ rootfs: { diff_ids: ["a", "b", "c"] } })),
    "it names 3 layers where the manifest lists 2",
  ],
  [
    "configuration-without-layers",
    "It says nothing of layers.",
    () => exchanged(blobPath(CONFIG), "{}"),
    "at rootfs",
  ],
  [
    "configuration-with-a-number-as-user",
    "A key of another type.",
    () => exchanged(blobPath(CONFIG), '{"config":{"User":0},"rootfs":{}}'),
    "at config.User",
  ],
  [
    "manifest-is-no-json",
    "A list that ends too early.",
    () => exchanged("manifest.json", "[{"),
    "it is not JSON",
  ],
  ["manifest-of-another-shape", "A list of numbers.", () => exchanged("manifest.json", "[5]"), "at 0 "],
  [
    "long-header-of-a-negative-size",
    "An extended header whose size is a negative number.",
    () => docker25({ layers: [tarOf([{ path: "x", type: "x", touch: negativeSize }, file("a", 5)])] }),
    "it is damaged",
  ],
  [
    "sparse-file-of-a-negative-size",
    "A file that is said to be smaller than nothing.",
    () => docker25({ layers: [[file("a", 5, { pax: { "GNU.sparse.realsize": "-7.5" } })]] }),
    "it is damaged",
  ],
  [
    "index-that-lists-itself",
    "An index lists itself six times: to follow each would take six to the power of its depth.",
    () => {
      const lists = (times: number) => JSON.stringify({ manifests: Array(times).fill(LOOP) });
      return [file("index.json", lists(1)), file(`blobs/${LOOP.digest.replace(":", "/")}`, lists(6))];
    },
    noImage,
  ],
  [
    "name-of-many-letters",
    "A sentence about a name of five thousand letters stays a sentence.",
    () => exchanged("manifest.json", JSON.stringify([{ Config: "c".repeat(5000), Layers: [] }])),
    "but does not hold it",
  ],
  [
    "manifest-names-the-value",
    "What is absent may be named like the value.",
    namesTheValue,
    "lists ****4b62",
  ],
  [
    "manifest-nested-deeply",
    "Brackets in brackets, a thousand deep.",
    () => exchanged("manifest.json", "[".repeat(1000) + "]".repeat(1000)),
    "at 0 ",
  ],
  [
    "index-is-an-image",
    "The index is a list, and its only entry has no digest.",
    () => [file("index.json", '{"manifests":[{"digest":"../../etc/passwd"}]}')],
    "at manifests.0.digest",
  ],
];

function negativeSize(header: Buffer): void {
  header.fill(0xff, 124, 136);
}

function noise(length: number): Buffer {
  return Buffer.from(Array.from({ length }, (_, i) => (i * i * 31 + (i >> 3) + 7) & 255));
}

function half(bytes: Buffer): Buffer {
  return bytes.subarray(0, bytes.length >> 1);
}

function cut(entries: readonly Entry[], from: number): Buffer {
  return tarOf(entries).subarray(0, from);
}

function beforeTheList(): Buffer {
  const list = tarOf(docker25(IMAGE).filter(({ path }) => path.startsWith("blobs/")));
  return list.subarray(0, list.length - 1024);
}

function without(entries: readonly Entry[], body: Buffer): Entry[] {
  return entries.filter((entry) => !body.equals(Buffer.from(entry.body ?? "")));
}

function exchanged(path: string, body: Buffer | string): Entry[] {
  return docker25(IMAGE).map((entry) => (entry.path === path ? { ...entry, body } : entry));
}

function namesTheValue(): Entry[] {
  return exchanged("manifest.json", JSON.stringify([{ Config: CANARY, Layers: [] }]));
}

/** Archives that must be refused, with one sentence that says why. */
export const refusedCases: Case[] = [...others, ...incomplete, ...wrong].map(
  ([name, trap, archive, refused, ask]) => ({
    name: `refused-${name}`,
    trap,
    archive,
    ask: ask ?? {},
    truth: { refused },
  }),
);
