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

export interface LargeFile {
  path: string;
  bytes: number;
  /** The layer that brought it. */
  layer: number;
}

/** A path that a layer added, changed or removed. */
export interface LayerChange {
  path: string;
  change: "added" | "changed" | "removed";
  kind: "file" | "link" | "folder" | "symlink" | "other";
  /** Of a file that was added or changed, or of all that was removed. */
  bytes: number;
  /** The number of file names, for a removed folder those below it. */
  files: number;
}

/** An entry of a layer: what it is there, and whether the final file system still has it. */
export interface ListedEntry {
  path: string;
  layer: number;
  kind: "file" | "link" | "folder" | "symlink" | "other" | "whiteout" | "opaque";
  bytes: number;
  /** Permission bits with setuid, setgid and sticky. */
  mode: number;
  uid: number;
  gid: number;
  /** Of a symbolic link as it is written, of a hard link the path of its file; empty for all else. */
  target: string;
  /** The final file system has it as this layer brought it. */
  final: boolean;
  /** The bytes, as they are, of a file whose contents were asked for, or the first of them; else null. */
  content: Buffer | null;
}

export interface Duplicate {
  /** The size of one copy. */
  bytes: number;
  /** What all copies but one take. */
  wastedBytes: number;
  copies: { path: string; layer: number }[];
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

export type WasteReason = "removed" | "replaced" | "opaque" | "metadata";

/** A file whose bytes are in `layer` and that the layer `by` took out of the final file system. */
export interface Waste {
  path: string;
  bytes: number;
  layer: number;
  by: number;
  reason: WasteReason;
  /** Whose `layer` is. */
  owner: Owner;
}

export type LeakPlace = "file" | "env" | "label" | "history" | "command" | "attestation" | "config";

export type Encoding = "plain" | "base64" | "hex" | "percent" | "utf-16";

export interface Leak {
  /** The needle's rule, or the kind of token: `github-token`. */
  rule: string;
  place: LeakPlace;
  layer: number | null;
  /** Whose `layer` is. */
  owner: Owner;
  /** The file, the variable, the label, `history[3]`, `cmd`, or the name of the blob. Null: no entry of the layer holds it. */
  path: string | null;
  encoding: Encoding;
  /** The path inside the archive that the file is, `conf/pip.conf`, or in archives in it: `deps.tar!/conf/pip.conf`. */
  inside: string | null;
  /** True when the final file system no longer holds it. It is in the image all the same. */
  removed: boolean;
  /** At most the last four characters. */
  masked: string;
}

export interface Package {
  type: "deb" | "apk" | "python";
  name: string;
  version: string;
  /** The first layer that holds this version. */
  layer: number;
  removed: boolean;
  /** The file that says so, in `layer`. */
  path: string;
}

/** Something to mend or to know, in whole sentences. */
export interface Finding {
  /** The kind: `secret-name`, `root-user`, `setuid` … */
  id: string;
  severity: "high" | "medium" | "low";
  says: string;
  /** Where it comes from: an instruction, or paths. */
  evidence: string;
  /** What to do next. */
  next: string;
}

export interface Skipped {
  path: string;
  layer: number | null;
  why: string;
}
