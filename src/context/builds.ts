/** What a workspace gives to builds. The token itself is only ever read from its file. */
export interface WorkspaceSecrets {
  readonly workspace: string;
  readonly userFile: string;
  readonly tokenFile: string;
  readonly netrcFile: string;
}

export interface BuildRequest {
  readonly dockerfile: string;
  readonly context: string;
  readonly tag: string;
  readonly noCache?: boolean;
  /** False: the token comes as a secret only, and not as a build argument too. */
  readonly tokenArgument?: boolean;
  /** In place of the workspace's own. */
  readonly secrets?: WorkspaceSecrets;
  /** What the image is for, as its label says; `app` unless given. */
  readonly role?: string;
  /** Milliseconds after which the build is ended. */
  readonly deadline?: number;
  /** Each line of the builder's progress, without the token. */
  readonly onLine?: (line: string) => void;
}

interface BuildFacts {
  readonly seconds: number;
  /** The command for a learner's own shell. */
  readonly command: string;
  /** The lines of the builder's output in which the token stood; it is masked in them. */
  readonly printed: readonly string[];
}

export interface Built extends BuildFacts {
  readonly ok: true;
  readonly imageId: string;
}

export interface NotBuilt extends BuildFacts {
  readonly ok: false;
  /** The builder's last words. */
  readonly words: string;
  /** It was ended at its deadline. */
  readonly timedOut: boolean;
}

export type BuildResult = Built | NotBuilt;

/** What was done with a password that is valid once. */
export interface Lent<T> {
  readonly result: T;
  /** The files that the feed gave for that password. */
  readonly downloads: readonly string[];
}
