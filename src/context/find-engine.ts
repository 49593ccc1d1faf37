import type { DockerApi, Endpoint, EngineFacts } from "./docker.ts";

/** An engine that answered, with a docker CLI that can build on it. */
export interface Engine {
  readonly facts: EngineFacts;
  readonly endpoint: Endpoint;
  readonly docker: DockerApi;
  /** True for the `dockerd` that this program started. */
  readonly ours: boolean;
}

/** One place where an engine was looked for. */
export interface TriedPlace {
  /** For example `DOCKER_HOST` or `Colima`. */
  readonly place: string;
  readonly host: string;
  /** Why not; null for the one that answered. */
  readonly reason: string | null;
}

export interface EngineSearch {
  readonly engine: Engine | null;
  readonly tried: readonly TriedPlace[];
}

/** A docker CLI that built a tiny image on the engine. */
export interface Builder {
  readonly path: string;
  readonly version: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

export interface BuilderSearch {
  readonly builder: Builder | null;
  readonly tried: readonly {
    readonly path: string;
    readonly version: string;
    readonly reason: string | null;
  }[];
}

export interface FindOptions {
  /** Only the engine that this program started. */
  readonly privateOnly: boolean;
  /** Images are only to be read: one that cannot build with BuildKit will do. */
  readonly toRead?: boolean;
}

/** How to come to an engine. A value, so that it can be shown and asked about before anything is done. */
export interface BringUpPlan extends EngineSearch {
  readonly privateOnly: boolean;
  /** Packages of the distribution that are missing; empty when nothing needs installing. */
  readonly packages: readonly string[];
  /** Installing or starting asks for the user's password. */
  readonly needsPassword: boolean;
}
