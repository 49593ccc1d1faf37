import type { Form } from "./needle-forms.ts";

/** One entry of a layer. Paths are clean: no leading slash, no `.` or `..`, no trailing slash; the root is empty. */
export interface LayerEntry {
  /** For a whiteout the path it removes, for an opaque mark the folder it empties. */
  path: string;
  kind: "file" | "link" | "folder" | "symlink" | "other" | "whiteout" | "opaque" | "ignored";
  bytes: number;
  /** The path that a hard link names; of a symbolic link its target as it is written; empty for all else. */
  link: string;
  mtime: number;
  /** Mode, owner and extended attributes in one text. */
  meta: string;
}

/** A package named by a file of the layer. */
export interface FoundPackage {
  type: "deb" | "apk" | "python";
  name: string;
  version: string;
  /** Tells two of the same name and version apart: the architecture, or the folder. */
  variant: string;
  entry: LayerEntry;
}

/** A value found in a layer, in the body or in the header of an entry; null: in no entry. */
interface LayerHit {
  form: Form;
  entry: LayerEntry | null;
  /** The path inside an archive that is the entry's body. */
  inside: string | null;
}

/** What one layer holds, before it is known where in the image it lies. */
export interface LayerContents {
  entries: LayerEntry[];
  hits: LayerHit[];
  packages: FoundPackage[];
  /** The bytes of the few files that are needed whole. */
  kept: Map<LayerEntry, Buffer>;
  /** The hashes of large files, when duplicates were asked for. */
  hashes: Map<LayerEntry, string>;
  skipped: { path: string; why: string }[];
  /** The hex sha256 of the unpacked layer, when it was asked for. */
  sha256: string | null;
}
