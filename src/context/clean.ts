/** Something with our label on an engine, the private engine itself, or a folder of the program's own. */
export interface CleanItem {
  readonly kind: "container" | "image" | "volume" | "engine" | "folder";
  readonly id: string;
  readonly says: string;
  readonly remove: () => Promise<void>;
}

/** What `clean` removes, and what of ours it has to leave, and why. */
export interface CleanPlan {
  readonly items: readonly CleanItem[];
  readonly stays: readonly string[];
}

export interface CleanOptions {
  /** Id of the workspace whose things go; null when there is none here. */
  readonly workspace: string | null;
  /** Every workspace's things. */
  readonly all: boolean;
  readonly privateOnly: boolean;
  /** References of the labs' own bases, which are nobody's images. */
  readonly labBases?: readonly string[];
}
