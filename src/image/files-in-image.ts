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
