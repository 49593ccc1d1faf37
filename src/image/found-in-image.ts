import type { Owner } from "./image-reading.ts";

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
