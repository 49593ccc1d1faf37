/*
 * The outside world as this program sees it: types only. `edges/` makes them real, `engine/` and `guide/` use
 * what they need of them (`Pick<Context, "run" | "files">`), tests hand in plain objects.
 */

/** One object with everything a room may ask for. */
export interface Context {
  readonly screen: Screen;
  readonly ask: Ask;
  readonly tasks: Tasks;
  readonly files: Files;
  readonly run: Run;
  readonly processes: Processes;
  readonly network: Network;
  readonly connect: Connect;
  readonly host: Host;
  readonly engines: Engines;
  /** Aborted with a `Cancelled` at the first interrupt. */
  readonly signal: AbortSignal;
}

/** Facts about the machine and the way the program was called. */
export interface Host {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly home: string;
  readonly cwd: string;
  /** The user's number; 0 is root, -1 where the platform has none. */
  readonly uid: number;
  /** Where the program keeps what outlives a workspace: private engine, locks. */
  readonly dataFolder: string;
  /** Where the program keeps what can be made again. */
  readonly cacheFolder: string;
  /** Where the program's own labs, ladder, app and feed lie. */
  readonly packageFolder: string;
  /** For example `v20.20.2`. */
  readonly nodeVersion: string;
  /** This program's own. */
  readonly version: string;
}

export type Tone = "good" | "bad" | "quiet" | "strong";

export interface Screen {
  /** True when standard input and output are terminals. */
  readonly interactive: boolean;
  /** One or more lines for the reader: standard output, or standard error when the result is JSON. */
  say(text?: string): void;
  /** Markdown, rendered for a terminal or shown as it is. */
  page(markdown: string): void;
  /** Colours a piece of text where colour is wanted; never the only carrier of a meaning. */
  tint(tone: Tone, text: string): string;
  /** A passing line for somebody who waits at a terminal; the next one, or "", replaces it. */
  status(text: string): void;
  /** The one JSON document of `--json`, on standard output. */
  result(document: unknown): void;
}

export interface Ask {
  /**
   * A yes-or-no question.
   * @throws UserError without a terminal (`flag` is what answers it there); Cancelled at Ctrl+C or Esc.
   */
  confirm(question: string, flag: string): Promise<boolean>;
}

/** Says what a task is doing or waiting for right now; one short line, replaced by the next. */
export type Report = (detail: string) => void;

export interface Task {
  readonly title: string;
  readonly work: (report: Report) => Promise<void>;
}

export interface Tasks {
  /** Does the tasks one after the other and shows which of how many, how long, and what it waits for. */
  run(tasks: readonly Task[]): Promise<void>;
}

export interface Files {
  /** The text, or null when there is no such file. */
  read(path: string): Promise<string | null>;
  /** The bytes, or null when there is no such file. */
  readBytes(path: string): Promise<Buffer | null>;
  /** Writes atomically: a reader sees the old content or the new, never half. `mode` defaults to 0644. */
  write(path: string, content: string | Buffer, mode?: number): Promise<void>;
  /** Marks a file as used just now. */
  touch(path: string): Promise<void>;
  /** The files of a folder with their bytes and when each was last used, in milliseconds. Empty when there is none. */
  usage(folder: string): Promise<{ name: string; bytes: number; used: number }[]>;
  exists(path: string): Promise<boolean>;
  executable(path: string): Promise<boolean>;
  /** Names in a folder, sorted; empty when there is none. */
  list(folder: string): Promise<string[]>;
  makeFolder(path: string, mode?: number): Promise<void>;
  /** Copies a folder that must not exist yet, by way of a temporary one beside it: whole or not at all. */
  copyFolder(from: string, to: string): Promise<void>;
  move(from: string, to: string): Promise<void>;
  remove(path: string): Promise<void>;
  freeBytes(path: string): Promise<number>;
  /** What stands at a path, or null. */
  kind(path: string): Promise<"file" | "folder" | null>;
  /** The bytes of a file, in chunks, each good until the next is asked for. Rejects as reading it would. */
  stream(path: string): AsyncIterable<Uint8Array>;
  /** The files below a folder, by their paths in it. */
  folder(path: string): ImageFolder;
  /** The tar of a layer, put together from Docker's recipe for it and the layer's folder. Chunks are reused. */
  splitTar(recipe: string, folder: string): AsyncIterable<Uint8Array>;
  /** What is piped into this program; null when standard input is a terminal. */
  standardInput(): AsyncIterable<Uint8Array> | null;
  /**
   * Does `work` while no other process holds the same lock.
   * @param busy What to do when another process holds it: "wait" (and tell `onWait` once) or throw.
   */
  locked<T>(path: string, options: LockOptions, work: () => Promise<T>): Promise<T>;
}

export interface LockOptions {
  readonly signal: AbortSignal;
  readonly busy: { readonly wait: () => void } | { readonly fail: () => Error };
}

export interface RunOptions {
  /** Added to the program's own environment; `undefined` takes a variable out. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly cwd?: string;
  readonly input?: string;
  readonly signal?: AbortSignal;
  /** Milliseconds. */
  readonly timeout?: number;
  /** Started out of reach of a terminal's Ctrl+C, for work that must not stop half-way. */
  readonly shielded?: boolean;
  /** Each line of standard output and standard error as it comes. */
  readonly onLine?: (line: string) => void;
}

export interface RunResult {
  /** -1 when the program could not be started or was ended by a signal or the timeout. */
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
  readonly timedOut: boolean;
}

/** Runs a program to its end. Never rejects for an exit code; rejects with Cancelled when `signal` is aborted. */
export type Run = (file: string, args: readonly string[], options?: RunOptions) => Promise<RunResult>;

export interface Processes {
  /** Starts a program that outlives this one, its output appended to `log`. Gives its process number. */
  startDetached(
    file: string,
    args: readonly string[],
    options: { log: string; env?: Readonly<Record<string, string | undefined>> },
  ): Promise<number>;
  alive(pid: number): boolean;
  /** Runs a program on the learner's own terminal, for a password prompt. Gives its exit code. */
  runOnTerminal(file: string, args: readonly string[]): Promise<number>;
  /** Opens an address in the user's browser; false where there is none to be expected. */
  openBrowser(address: string): Promise<boolean>;
}

export interface Network {
  /** A port of this machine's loopback that is free now. */
  freePort(): Promise<number>;
  /** The headers of the answer to a GET, or null when there is none in time. */
  headersOf(address: string, milliseconds: number): Promise<Readonly<Record<string, string>> | null>;
}

/** Where an engine answers, in the form that both dockerode and the docker CLI understand. */
export interface Endpoint {
  /** `unix://…`, `npipe://…`, `tcp://…` or `ssh://…`. */
  readonly host: string;
  /** Folder with ca.pem, cert.pem, key.pem for `tcp://` with TLS. */
  readonly certFolder?: string;
}

/** Makes a client for an endpoint. Nothing is sent before the first call. */
export type Connect = (endpoint: Endpoint) => Promise<DockerApi>;

/** What we ask of the Engine API. Errors come as the transport gives them; `engine/guarded-docker.ts` explains them. */
export interface DockerApi {
  ping(signal?: AbortSignal): Promise<void>;
  facts(): Promise<EngineFacts>;
  /** The image's facts, or null when the engine has no such image. */
  image(reference: string): Promise<ImageFacts | null>;
  /** The images with a label (`name` or `name=value`), or all. */
  listImages(label?: string): Promise<ListedImage[]>;
  /** Removes an image with all its tags. */
  removeImage(reference: string): Promise<void>;
  /** Takes one tag away; the image stays while it has another. */
  untagImage(tag: string): Promise<void>;
  tagImage(reference: string, repository: string, tag: string): Promise<void>;
  /** Pulls, calling `onStatus` with short lines. @throws Error with the engine's words when refused. */
  pull(reference: string, onStatus: Report, signal: AbortSignal): Promise<void>;
  /** Asks the image's registry whether it has the image; pulls nothing. @throws Error with the refusal */
  askRegistry(reference: string, signal: AbortSignal): Promise<void>;
  push(reference: string, signal: AbortSignal): Promise<void>;
  /** The stream of `docker save`. */
  save(reference: string, signal: AbortSignal): Promise<AsyncIterable<Uint8Array>>;
  createContainer(spec: ContainerSpec): Promise<string>;
  putFile(container: string, folder: string, file: PutFile): Promise<void>;
  startContainer(container: string): Promise<void>;
  /** The container's state, or null when there is none. */
  container(idOrName: string): Promise<ContainerFacts | null>;
  /** Runs a command in a running container. */
  exec(container: string, command: readonly string[], signal: AbortSignal): Promise<ExecResult>;
  logs(container: string, lines: number): Promise<string>;
  removeContainer(container: string): Promise<void>;
  listContainers(label?: string): Promise<ListedContainer[]>;
  ensureVolume(name: string, labels: Readonly<Record<string, string>>): Promise<void>;
  listVolumes(label: string): Promise<ListedVolume[]>;
  removeVolume(name: string): Promise<void>;
}

export interface EngineFacts {
  /** The engine's own id; stays the same for one data folder. */
  readonly id: string;
  /** For example `Docker Engine`. */
  readonly product: string;
  readonly version: string;
  /** `overlay2`, `overlayfs` (containerd store), … */
  readonly storage: string;
  readonly architecture: string;
}

export interface ImageFacts {
  readonly id: string;
  readonly tags: readonly string[];
  /** `name@sha256:…`, as the registry knows the image. */
  readonly digests: readonly string[];
  /** The engine's own figure in bytes; means different things on different stores. */
  readonly size: number;
  readonly labels: Readonly<Record<string, string>>;
  /** The diff ids of its layers, lowest first. */
  readonly layers: readonly string[];
}

/** The files of an image, by their names in an OCI layout or in the archive of `docker save`. */
export interface ImageFolder {
  list(): Promise<readonly string[]>;
  open(name: string): AsyncIterable<Uint8Array>;
  /** The diff id of a layer, where the engine itself vouches for it; what an archive says of itself does not count. */
  diffIdOf?(name: string): string | null;
}

/** An image as bytes: one archive, or the files that would be in it. */
export type ImageBytes = AsyncIterable<Uint8Array> | ImageFolder;

export interface ContainerSpec {
  readonly name?: string;
  readonly image: string;
  readonly command?: readonly string[];
  readonly env?: readonly string[];
  readonly labels: Readonly<Record<string, string>>;
  readonly extraHosts?: readonly string[];
  readonly volumes?: readonly { readonly name: string; readonly target: string }[];
  /** A container port published on a free port of the engine's loopback. */
  readonly publish?: number;
}

export interface PutFile {
  readonly name: string;
  readonly text: string;
  readonly mode: number;
}

export interface ContainerFacts {
  readonly id: string;
  readonly name: string;
  readonly running: boolean;
  readonly exitCode: number;
  /** Its address on the engine's default network; "" when it does not run. */
  readonly address: string;
  readonly imageId: string;
  readonly labels: Readonly<Record<string, string>>;
  /** The engine's port for the published container port, or null. */
  readonly publishedPort: number | null;
}

export interface ExecResult {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface ListedImage {
  readonly id: string;
  readonly tags: readonly string[];
  readonly labels: Readonly<Record<string, string>>;
  readonly size: number;
}

interface ListedContainer {
  readonly id: string;
  readonly name: string;
  readonly image: string;
  readonly labels: Readonly<Record<string, string>>;
}

interface ListedVolume {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
}

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
