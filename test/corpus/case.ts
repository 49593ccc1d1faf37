import type { BaseImage, Encoding, LeakPlace, WasteReason } from "../../src/image/image-reading.ts";
import { type Entry, tarOf } from "../support/archives/tar.ts";

/** One crafted archive with the truth about it, written by hand and never by a reader. */
export interface Case {
  /** Names its files, too: `removed-folder.tar` and `removed-folder.json`. */
  name: string;
  /** What readers get wrong here. */
  trap: string;
  archive: () => Entry[] | Buffer;
  ask?: Ask;
  truth: Truth;
}

/** What a reader is asked beside the value that every case looks for. */
export interface Ask {
  tag?: string;
  platform?: string;
  /** Compare the layers with their digests. */
  verify?: boolean;
  base?: BaseImage;
}

export type Truth = ImageTruth | Refusal;

/** An archive that must be refused, with words that the sentence about it holds. */
interface Refusal {
  refused: string;
}

/** All that a case may state of an image. Lists are complete: what is not in them is not in the image. */
export interface ImageTruth {
  platform: string;
  tags: string[];
  /** `uid` is null when no container of the image starts. */
  user: { written: string; uid: number | null };
  bytes: number;
  finalBytes: number;
  wastedBytes: number;
  /** Names of regular files in the final file system. */
  files: number;
  /** How many of the lowest layers are the base's, null when none is known. */
  baseLayers: number | null;
  layers: LayerTruth[];
  /** In any order. */
  waste: WasteTruth[];
  leaks: LeakTruth[];
  packages: PackageTruth[];
  /** What must be said to be unread; `why` is a part of the sentence. */
  skipped: { path: string; layer: number | null; why: string }[];
}

interface LayerTruth {
  bytes: number;
  wastedBytes: number;
  /** Null where history and layers do not match. */
  createdBy: string | null;
}

export interface WasteTruth {
  path: string;
  bytes: number;
  layer: number;
  by: number;
  reason: WasteReason;
}

/** In `path`, 64 digits of a digest are written as one `*`. */
export interface LeakTruth {
  place: LeakPlace;
  layer: number | null;
  path: string | null;
  encoding: Encoding;
  inside: string | null;
  removed: boolean;
}

export interface PackageTruth {
  type: "deb" | "apk" | "python";
  name: string;
  version: string;
  layer: number;
  removed: boolean;
}

/** What a case writes down; all else is as usual: no user, amd64, a step for each layer, nothing found. */
export interface Facts extends Partial<Pick<ImageTruth, "platform" | "tags" | "user" | "baseLayers">> {
  /** Bytes of each layer, lowest first. */
  bytes: number[];
  files: number;
  /** Each as `d/x 4000 0<1 removed`: the path, its bytes, its layer, the layer that took it away, how. */
  waste?: string[];
  /** The instruction of each layer. */
  createdBy?: (string | null)[];
  leaks?: LeakTruth[];
  packages?: PackageTruth[];
  skipped?: ImageTruth["skipped"];
}

/** The whole truth about an image, from what a case writes down. */
export function truthOf(facts: Facts): ImageTruth {
  const waste = (facts.waste ?? []).map(wasteOf);
  const wastedIn = (layer: number) => sum(waste.filter((one) => one.layer === layer));
  const createdBy = (layer: number) => (facts.createdBy ? facts.createdBy[layer] : `RUN step ${layer}`);
  const layers = facts.bytes.map((bytes, index) => ({
    bytes,
    wastedBytes: wastedIn(index),
    createdBy: createdBy(index) ?? null,
  }));
  const { platform = "linux/amd64", tags = ["size-matters/test:1"], baseLayers = null, files } = facts;
  const { user = { written: "", uid: 0 }, leaks = [], packages = [], skipped = [] } = facts;
  const [bytes, wastedBytes] = [sum(layers), sum(waste)];
  const image = { platform, tags, user, bytes, finalBytes: bytes - wastedBytes, wastedBytes, files };
  return { ...image, baseLayers, layers, waste, leaks, packages, skipped };
}

/** The bytes of a case's archive. */
export function bytesOf({ archive }: Case): Buffer {
  const made = archive();
  return Buffer.isBuffer(made) ? made : tarOf(made);
}

/** A leak of the value as it is, unless told. */
export function leak(place: LeakPlace, path: string | null, more: Partial<LeakTruth> = {}): LeakTruth {
  return { place, path, layer: null, encoding: "plain", inside: null, removed: false, ...more };
}

/** What the configuration's bytes hold, the archive also says of the blob as a whole. */
export const IN_CONFIG = leak("config", "blobs/sha256/*");

function wasteOf(line: string): WasteTruth {
  const [path = "", bytes, layers = "", reason] = line.split(" ");
  const [layer, by] = layers.split("<");
  return {
    path,
    bytes: Number(bytes),
    layer: Number(layer),
    by: Number(by),
    reason: reason as WasteReason,
  };
}

function sum(of: readonly { bytes: number }[]): number {
  return of.reduce((total, { bytes }) => total + bytes, 0);
}
