import type { Duplicate, LargeFile, LayerChange, ListedEntry } from "./files-in-image.ts";
import type { Finding, Leak, Package, Skipped, Waste } from "./found-in-image.ts";

export type * from "./files-in-image.ts";
export type * from "./found-in-image.ts";

/** A value to look for in an image. `rule` names it in the findings; the value itself is never given back. */
export interface Needle {
  rule: string;
  value: Buffer;
}

/** An image that another may stand on. */
export interface BaseImage {
  name: string;
  /** Its layers, lowest first. */
  diffIds: readonly string[];
}

/** The base that an image stands on, and how many of its layers, the lowest, are the base's. */
export interface Base {
  name: string;
  layers: number;
}

/** Whose a layer is. Null: no base is known, or it is in no layer. */
export type Owner = "base" | "image" | null;

/** Everything that was read in one image. Paths have no leading slash; `layer` is a 0-based index or null. */
export interface ImageReading {
  image: ImageFacts;
  layers: LayerFacts[];
  base: Base | null;
  /** All lines of the image's history, oldest first, with the layer that each made. */
  history: HistoryLine[];
  /** Largest first, complete. */
  waste: Waste[];
  leaks: Leak[];
  packages: Package[];
  /** What is worth a look, gravest first. */
  findings: Finding[];
  /** The largest files of the final file system, at most a hundred, largest first. */
  largest: LargeFile[];
  /** What the one layer changed that was asked for, by path; null when none was. */
  changes: LayerChange[] | null;
  /** Every entry of every layer, lowest layer first; null when not asked for. */
  entries: ListedEntry[] | null;
  /** Equal files of the final file system, empty when not asked for. */
  duplicates: Duplicate[];
  /** What could not be read: no finding there does not mean that nothing is there. */
  skipped: Skipped[];
}

export interface ImageFacts {
  /** `sha256:…` of the configuration's bytes. */
  configDigest: string;
  tags: string[];
  /** `linux/amd64`, `linux/arm/v7`. */
  platform: string;
  /** As written in the configuration; empty for none, which means root. */
  user: string;
  /** The same, looked up in the image's own /etc/passwd. */
  runsAs: RunsAs;
  env: string[];
  cmd: string[] | null;
  entrypoint: string[] | null;
  workingDir: string;
  /** `3000/tcp`. */
  exposedPorts: string[];
  labels: Record<string, string>;
  /** The sum over layers of regular files' sizes; hard links and folders are 0. */
  bytes: number;
  /** What the final file system still holds. */
  finalBytes: number;
  wastedBytes: number;
  /** `finalBytes / bytes`, 1 for an empty image. */
  efficiency: number;
  /** The number of layers. */
  layers: number;
  /** The number of file names in the final file system. */
  files: number;
}

export interface RunsAs {
  /** Null when the user cannot be told. */
  uid: number | null;
  isRoot: boolean | null;
  /** Why not, in a sentence. */
  why: string | null;
}

export interface LayerFacts {
  index: number;
  owner: Owner;
  diffId: string;
  /** The instruction, or null where history and layers do not match. */
  createdBy: string | null;
  bytes: number;
  /** The number of file names the layer brought, hard links included. */
  files: number;
  /** Bytes of this layer that the final file system no longer holds. */
  wastedBytes: number;
}

export interface HistoryLine {
  createdBy: string;
  layer: number | null;
}
