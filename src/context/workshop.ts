import type { Base } from "./bases.ts";
import type { WorkspaceSecrets } from "./builds.ts";
import type { Builder, Engine } from "./find-engine.ts";

/** The running feed of one workspace. */
export interface Feed {
  readonly container: string;
  readonly address: string;
}

/** Everything a build or a run needs, brought up once for a verb. */
export interface Workshop {
  readonly engine: Engine;
  readonly builder: Builder;
  readonly bases: readonly Base[];
  readonly feed: Feed;
  readonly secrets: WorkspaceSecrets;
}
