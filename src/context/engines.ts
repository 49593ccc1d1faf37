import type { Report } from "../context.ts";
import type { DockerApi, Endpoint, EngineFacts, ImageBytes } from "./docker.ts";

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

export type BaseName = "slim" | "full";

/** A base image, where it came from, and how to name it by its content. */
export interface Base {
  readonly name: BaseName;
  /** For example `python:3.13-slim`. */
  readonly reference: string;
  /** `python:3.13-slim@sha256:…` on this engine; the plain reference where the engine knows no digest. */
  readonly pinned: string;
  readonly standIn: boolean;
}

/** The running feed of one workspace. */
export interface Feed {
  readonly container: string;
  readonly address: string;
}

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
  /** Each line of the builder's progress. */
  readonly onLine?: (line: string) => void;
}

export type BuildResult =
  | { readonly ok: true; readonly imageId: string; readonly seconds: number; readonly command: string }
  | { readonly ok: false; readonly words: string; readonly seconds: number; readonly command: string };

/** What the app said when it was asked from inside the network. */
export interface AppAnswer {
  readonly answers: boolean;
  /** What was missing, in a sentence, when it does not answer as it should; null when it does. */
  readonly problem: string | null;
  /** The app's last log lines, when it died. */
  readonly log: string;
}

/** Something with our label on an engine, or the private engine itself. */
export interface CleanItem {
  readonly kind: "container" | "image" | "volume" | "engine";
  readonly id: string;
  readonly says: string;
  readonly remove: () => Promise<void>;
}

export interface FindOptions {
  /** Only the engine that this program started. */
  readonly privateOnly: boolean;
  /** Images are only to be read: one that cannot build with BuildKit will do. */
  readonly toRead?: boolean;
}

/** Everything that can be asked of engines; `engine/` makes it real. */
export interface Engines {
  /** Looks in every place; starts nothing. */
  find(options: FindOptions): Promise<EngineSearch>;
  /** As `find`; where none answers, what would have to be installed and started. @throws UserError when nothing can be. */
  plan(options: { privateOnly: boolean; mayInstall: boolean }): Promise<BringUpPlan>;
  /** Carries a plan out: the engine that was found, or the one that it installs and starts. */
  bringUp(plan: BringUpPlan, report: Report): Promise<Engine>;
  findBuilder(engine: Engine): Promise<BuilderSearch>;
  /** Makes the bases present: found, pulled, or as stand-ins in our own engine. */
  provideBases(engine: Engine, builder: Builder, report: Report): Promise<Base[]>;
  /** The bases that are present now; nothing is fetched. */
  presentBases(engine: Engine): Promise<Base[]>;
  /** The references of all bases, present or not. */
  baseReferences(): string[];
  /** Why the engine cannot reach the bases' registry, or null when it can. */
  registryRefusal(engine: Engine): Promise<string | null>;
  startFeed(
    engine: Engine,
    builder: Builder,
    bases: readonly Base[],
    secrets: WorkspaceSecrets,
    report: Report,
  ): Promise<Feed>;
  build(workshop: Workshop, request: BuildRequest): Promise<BuildResult>;
  askApp(workshop: Workshop, image: string): Promise<AppAnswer>;
  /** Runs the image with its port published; gives the address for a browser on this machine. */
  serveApp(workshop: Workshop, image: string): Promise<string>;
  itemsToClean(options: CleanOptions): Promise<CleanItem[]>;
  /** The bytes of an image that the engine holds, by the cheapest way there is. */
  imageBytes(engine: Engine, imageId: string): Promise<ImageBytes>;
}

/** How to come to an engine. A value, so that it can be shown and asked about before anything is done. */
export interface BringUpPlan extends EngineSearch {
  readonly privateOnly: boolean;
  /** Packages of the distribution that are missing; empty when nothing needs installing. */
  readonly packages: readonly string[];
  /** Installing or starting asks for the user's password. */
  readonly needsPassword: boolean;
}

export interface CleanOptions {
  /** Id of the workspace whose things go; null when there is none here. */
  readonly workspace: string | null;
  /** Every workspace's things. */
  readonly all: boolean;
  readonly privateOnly: boolean;
}

/** Everything a build or a run needs, brought up once for a verb. */
export interface Workshop {
  readonly engine: Engine;
  readonly builder: Builder;
  readonly bases: readonly Base[];
  readonly feed: Feed;
  readonly secrets: WorkspaceSecrets;
}
