/** A value to look for in an image. `rule` names it in the findings; the value itself is never given back. */
export interface Needle {
  rule: string;
  value: Buffer;
}

/** Everything that was read in one image. Paths have no leading slash; `layer` is a 0-based index or null. */
export interface ImageReading {
  image: ImageFacts;
  layers: LayerFacts[];
  /** All lines of the image's history, oldest first, with the layer that each made. */
  history: HistoryLine[];
  /** Largest first, complete. */
  waste: Waste[];
  leaks: Leak[];
  packages: Package[];
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

export interface LayerFacts {
  index: number;
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

export type WasteReason = "removed" | "replaced" | "opaque" | "metadata";

/** A file whose bytes are in `layer` and that the layer `by` took out of the final file system. */
export interface Waste {
  path: string;
  bytes: number;
  layer: number;
  by: number;
  reason: WasteReason;
}

export type LeakPlace = "file" | "env" | "label" | "history" | "command" | "attestation" | "config";

export type Encoding = "plain" | "base64" | "hex" | "percent" | "utf-16";

export interface Leak {
  rule: string;
  place: LeakPlace;
  layer: number | null;
  /** The file, the variable, the label, `history[3]`, `cmd`, or the name of the blob. Null: no entry of the layer holds it. */
  path: string | null;
  encoding: Encoding;
  /** The path inside an archive inside the image. */
  inside: string | null;
  /** True when the final file system no longer holds it. It is in the image all the same. */
  removed: boolean;
  /** At most the last four characters. */
  masked: string;
}

export interface Package {
  type: "deb" | "python";
  name: string;
  version: string;
  /** The first layer that holds this version. */
  layer: number;
  removed: boolean;
  /** The file that says so, in `layer`. */
  path: string;
}

export interface Skipped {
  path: string;
  layer: number | null;
  why: string;
}
