/*
 * The outside world as this program sees it: types only. `edges/` makes them real, `engine/` and `guide/` use
 * what they need of them (`Pick<Context, "run" | "files">`), tests hand in plain objects.
 */

import type { Connect, ImageBytes, ImageFolder } from "./context/docker.ts";
import type { Engines } from "./context/engines.ts";
import type { Ask, Keys, Screen, Tasks } from "./context/terminal.ts";
import type { Tools } from "./context/tools.ts";

export type * from "./context/apps.ts";
export type * from "./context/bases.ts";
export type * from "./context/builds.ts";
export type * from "./context/clean.ts";
export type * from "./context/docker.ts";
export type * from "./context/engines.ts";
export type * from "./context/find-engine.ts";
export type * from "./context/terminal.ts";
export type * from "./context/toolbox.ts";
export type * from "./context/tools.ts";
export type * from "./context/workshop.ts";

/** One object with everything a room may ask for. */
export interface Context {
  readonly screen: Screen;
  readonly ask: Ask;
  readonly keys: Keys;
  readonly watch: Watch;
  readonly tasks: Tasks;
  readonly files: Files;
  readonly run: Run;
  readonly processes: Processes;
  readonly network: Network;
  readonly connect: Connect;
  readonly host: Host;
  readonly engines: Engines;
  readonly tools: Tools;
  /** Aborted with a `Cancelled` at the first interrupt. */
  readonly signal: AbortSignal;
}

/** The outside world without whoever sits in front of it, and without engines: all that reaching one takes. */
export type Machine = Omit<Context, "engines" | "tools" | "screen" | "ask" | "tasks" | "keys" | "watch">;

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

export interface Files {
  /** The text, or null when there is no such file. */
  read(path: string): Promise<string | null>;
  /** The bytes, or null when there is no such file. */
  readBytes(path: string): Promise<Buffer | null>;
  /** Writes atomically: a reader sees the old content or the new, never half. `mode` defaults to 0644. */
  write(path: string, content: string | Buffer, mode?: number): Promise<void>;
  /** Adds text to the end of a file, which only its owner may read. */
  append(path: string, text: string): Promise<void>;
  /** Where a path really lies, links followed; null when nothing is there. */
  realPath(path: string): Promise<string | null>;
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
  /** A second name for a file, in a folder beside it. */
  link(file: string, name: string): Promise<void>;
  remove(path: string): Promise<void>;
  freeBytes(path: string): Promise<number>;
  /** How large a file is. Rejects where there is none. */
  bytes(path: string): Promise<number>;
  /** Tells a file from what it was or will be: its size, and when it was last changed. Rejects where there is none. */
  stamp(path: string): Promise<string>;
  /** What stands at a path, or null. */
  kind(path: string): Promise<"file" | "folder" | null>;
  /** The bytes of a file, in chunks, each good until the next is asked for. Rejects as reading it would. */
  stream(path: string): AsyncIterable<Uint8Array>;
  /** The files below a folder, by their paths in it. */
  folder(path: string): ImageFolder;
  /** The tar of a layer, put together from Docker's recipe for it and the layer's folder. Chunks are reused. */
  splitTar(recipe: string, folder: string): AsyncIterable<Uint8Array>;
  /** Writes an image's archive, whole or not at all, to a file that only its owner may read. */
  saveImage(path: string, bytes: ImageBytes): Promise<void>;
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
  /** A lock whose holder has not said for so many milliseconds that it lives is free again; 30,000 unless given. */
  readonly stale?: number;
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
  /** Runs a program on the learner's own terminal. Gives its exit code. */
  runOnTerminal(file: string, args: readonly string[], options?: TerminalRunOptions): Promise<number>;
  /** Opens an address in the user's browser; false where there is none to be expected. */
  openBrowser(address: string): Promise<boolean>;
}

type TerminalRunOptions = Pick<RunOptions, "env" | "cwd">;

export interface Network {
  /** A port of this machine's loopback that is free now. */
  freePort(): Promise<number>;
  /** The headers of the answer to a GET, or null when there is none in time. */
  headersOf(address: string, milliseconds: number): Promise<Readonly<Record<string, string>> | null>;
}

/** Looks out for changes below a folder. */
export type Watch = (folder: string, options: WatchOptions) => Promise<Watching>;

export interface WatchOptions {
  /** Paths of files and folders whose changes are nobody's business. */
  readonly ignored: (path: string) => boolean;
  /** A file in the folder that is written to see whether changes arrive at all. It is removed afterwards. */
  readonly probe: string;
  readonly onChange: () => void;
}

export interface Watching {
  /** True where the system does not tell of changes (WSL, network drives), so that the folder is looked through. */
  readonly polls: boolean;
  close(): Promise<void>;
}
