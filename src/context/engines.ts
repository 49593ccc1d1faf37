import type { Report } from "../context.ts";
import type { DockerApi, Endpoint, EngineFacts, ExecResult, Health, ImageBytes } from "./docker.ts";

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

/** How an app is run. */
export interface AppOptions {
  /** Its root file system cannot be written. */
  readonly readOnly?: boolean;
  /** Folders in memory that can be written nevertheless. */
  readonly writable?: readonly string[];
  /** `NAME=value` */
  readonly env?: readonly string[];
}

/** What the kernel says of the app's first process. */
export interface ProcessFacts {
  readonly uid: number;
  readonly gid: number;
  /** For each path asked for: may the process write there? Null where nothing is. */
  readonly writable: Readonly<Record<string, boolean | null>>;
}

export interface Stopped {
  readonly seconds: number;
  readonly exitCode: number;
  /** It did not end by itself. */
  readonly killed: boolean;
}

/** An app in a container that was started for a check. */
export interface RunningApp {
  /** Asks its page, from inside the network: with which heading? The cat app's unless given. */
  answer(heading?: string): Promise<AppAnswer>;
  /** Is this text in its page? */
  shows(text: string): Promise<boolean>;
  /** Looks at its first process from a container beside it, so that an image without a shell can be looked at too. */
  look(paths: readonly string[]): Promise<ProcessFacts>;
  /** Stops it as `docker stop` does. */
  stop(seconds: number): Promise<Stopped>;
  /** The last lines of what it printed. */
  log(): Promise<string>;
  /** Takes the container away. */
  end(): Promise<void>;
}

/** What was done with a password that is valid once. */
export interface Lent<T> {
  readonly result: T;
  /** The files that the feed gave for that password. */
  readonly downloads: readonly string[];
}

/** What the app said when it was asked from inside the network. */
export interface AppAnswer {
  readonly answers: boolean;
  /** What was missing, in a sentence, when it does not answer as it should; null when it does. */
  readonly problem: string | null;
  /** The app's last log lines, when it died. */
  readonly log: string;
}

/** Where a key is given to an app: a file in a volume, that one user may read. */
export interface KeyPlace {
  readonly path: string;
  readonly uid: number;
}

/** What an app made of a key for The Cat API. */
export interface KeyUse {
  readonly answer: AppAnswer;
  /** The key that came with the request for the picture that its page shows. */
  readonly sent: "this" | "another" | "none";
  /** Where the key stands for others to see: variables and arguments of processes, the log. */
  readonly shown: readonly string[];
}

/** What an image's health check says of the app, and of a container in which there is none. */
export interface HealthFacts {
  readonly answer: AppAnswer;
  /** With the app; null where the image has no health check. */
  readonly awake: Health | null;
  /** With something in the app's place that only sleeps; null where that was not tried. */
  readonly asleep: Health | null;
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
  /** Runs the image. The caller ends it. */
  runApp(workshop: Workshop, image: string, options?: AppOptions): Promise<RunningApp>;
  /** Runs a command in a new container of the image, without its entrypoint, as the user that the image names. */
  runCommand(workshop: Workshop, image: string, command: readonly string[]): Promise<ExecResult>;
  /** Runs the image with a key that is made for it, and asks its page. */
  askWithKey(workshop: Workshop, image: string, place: KeyPlace): Promise<KeyUse>;
  /** Runs the image's health check: with the app, and with something that sleeps in place of `command`. */
  healthOf(workshop: Workshop, image: string, command: readonly string[]): Promise<HealthFacts>;
  /** Does `work` with secrets whose password is random and valid for that time only. */
  lendToken<T>(workshop: Workshop, work: (secrets: WorkspaceSecrets) => Promise<T>): Promise<Lent<T>>;
  /** Runs the image with its port published; gives the address for a browser on this machine. */
  serveApp(workshop: Workshop, image: string): Promise<string>;
  /** The same engine, asked at another address. */
  moved(engine: Engine, endpoint: Endpoint): Promise<Engine>;
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
