import type { Health } from "./docker.ts";

/** How an app is run. */
export interface AppOptions {
  /** Its root file system cannot be written. */
  readonly readOnly?: boolean;
  /** Folders in memory that can be written nevertheless. */
  readonly writable?: readonly string[];
  /** `NAME=value` */
  readonly env?: readonly string[];
}

/** Which page an app is asked for; what is left out is as in the cat app. */
export interface AppPage {
  readonly heading?: string;
  readonly port?: number;
}

/** What the kernel says of the app's first process, and of those that listen on a port. */
export interface ProcessFacts {
  readonly uid: number;
  readonly gid: number;
  /** The lowest uid first; nobody, where that was not waited for. */
  readonly listeners: readonly { readonly process: number; readonly uid: number }[];
  /** For each path asked for: may whoever listens write there, or else the first process? Null where nothing is. */
  readonly writable: Readonly<Record<string, boolean | null>>;
}

/** An app that there is no process of any more, or never was. */
export interface EndedApp {
  readonly ended: AppAnswer;
}

export interface Stopped {
  readonly seconds: number;
  readonly exitCode: number;
  /** It did not end by itself. */
  readonly killed: boolean;
}

/** What an app printed until there was a line as it was wanted, or the app had ended, or the time was over. */
export interface Printed {
  /** The first line as wanted, or null. */
  readonly line: string | null;
  /** The last lines. */
  readonly log: string;
  /** The app still ran. */
  readonly running: boolean;
  /** What the app's machine is called: nobody knew it before. */
  readonly host: string;
}

/** An app in a container that was started for a check. */
export interface RunningApp {
  /** Asks its page, from inside the network. */
  answer(page?: AppPage): Promise<AppAnswer>;
  /** Is this text in its page? */
  shows(text: string): Promise<boolean>;
  /** Waits for a line like this in what it prints. */
  prints(line: RegExp): Promise<Printed>;
  /**
   * Looks at its processes from a container beside it, so that an image without a shell can be looked at too. Where it
   * is asked for the listener, one is waited for.
   */
  look(paths: readonly string[], listener?: "listener"): Promise<ProcessFacts | EndedApp>;
  /** Stops it as `docker stop` does. */
  stop(seconds: number): Promise<Stopped>;
  /** Takes the container away. */
  end(): Promise<void>;
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

/** What a container of an image is started by. */
export interface StartedBy {
  /** ENTRYPOINT and CMD in one line. */
  readonly command: readonly string[];
  /** `NAME=value` */
  readonly env: readonly string[];
}

/** What an image's health check says of the app, and of a container in which there is none. */
export interface HealthFacts {
  readonly answer: AppAnswer;
  /** With the app; null where the image has no health check. */
  readonly awake: Health | null;
  /** With the app asleep, or something that sleeps in its place; null where that was not tried. */
  readonly asleep: Health | null;
}
