import type { Report } from "../context.ts";

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
  /** Puts small files into a folder, which everybody may read. */
  putFiles(container: string, folder: string, files: readonly ContainerFile[]): Promise<void>;
  /** Puts a file that may be large, and that everybody may read. */
  putBytes(container: string, folder: string, name: string, content: SizedBytes): Promise<void>;
  /** The text of a file in a container; null when there is none. */
  fileIn(container: string, path: string): Promise<string | null>;
  startContainer(container: string): Promise<void>;
  /** The container's state, or null when there is none. */
  container(idOrName: string): Promise<ContainerFacts | null>;
  /** Runs a command in a running container. */
  exec(container: string, command: readonly string[], signal: AbortSignal): Promise<ExecResult>;
  logs(container: string, lines: number): Promise<string>;
  /** All that a container has printed. */
  output(container: string): Promise<Pick<ExecResult, "stdout" | "stderr">>;
  /** As `docker stop`: the image's stop signal, and after so many seconds a kill. */
  stopContainer(container: string, seconds: number): Promise<void>;
  /** Waits until the container has ended. Gives its exit code. */
  waitForContainer(container: string, signal: AbortSignal): Promise<number>;
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
  readonly volumes?: readonly {
    readonly name: string;
    readonly target: string;
    readonly readOnly?: boolean;
  }[];
  /** A container port published on a free port of the engine's loopback. */
  readonly publish?: number;
  /** In place of the image's own. */
  readonly entrypoint?: readonly string[];
  /** In place of the image's own; made where it is missing. */
  readonly workingFolder?: string;
  /** The container whose processes it sees. */
  readonly besideProcesses?: string;
  /** For example `SYS_PTRACE`. */
  readonly capabilities?: readonly string[];
  readonly readOnly?: boolean;
  /** Without any network. */
  readonly offline?: boolean;
  /** With a terminal of its own. */
  readonly terminal?: boolean;
  /** Folders in memory. */
  readonly inMemory?: readonly string[];
  /** A folder in a volume of its own, which is made with the container and goes with it. */
  readonly ownVolume?: string;
  /** How the image's own health check is run, in milliseconds; what is left out is the image's affair. */
  readonly health?: {
    readonly every: number;
    readonly within?: number;
    readonly startPeriod?: number;
    readonly retries?: number;
  };
}

/** Bytes in chunks, each good until the next is asked for, and how many they are. */
export interface SizedBytes {
  readonly bytes: number;
  readonly chunks: AsyncIterable<Uint8Array>;
}

export interface PutFile {
  readonly name: string;
  readonly text: string;
  readonly mode: number;
  /** Number of its user and its group; root's unless given. */
  readonly owner?: number;
}

/** A file by its path in a folder, whose folders are made; or a link there to a path in the container. */
export type ContainerFile =
  | { readonly name: string; readonly content: string | Buffer }
  | { readonly name: string; readonly linkTo: string };

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
  /** What its health check says; null where it has none. */
  readonly health: Health | null;
}

export interface Health {
  readonly status: "starting" | "healthy" | "unhealthy";
  /** How often it failed in a row. */
  readonly failed: number;
  /** What the check printed last. */
  readonly output: string;
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
