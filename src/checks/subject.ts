import type {
  AppAnswer,
  AppPage,
  DiveRules,
  EndedApp,
  ExecResult,
  HadolintReport,
  HadolintSettings,
  HealthFacts,
  KeyPlace,
  KeyUse,
  Printed,
  ProcessFacts,
  Stopped,
  SyftReport,
  TrivyVulnerabilities,
} from "../context.ts";
import type { Dockerfile } from "../dockerfile/dockerfile.ts";
import type { ImageReading, ListedEntry } from "../image/image-reading.ts";
import type { Runner } from "./ci/runner.ts";
import type { Next } from "./verdict.ts";

/** The image that the lab's one build made. */
interface OwnImage {
  readonly id: string;
  readonly tag: string;
  /** The lines of the build's output in which the token stood, masked. */
  readonly printed: readonly string[];
}

/** A reading with all entries listed. */
export type Reading = ImageReading & { readonly entries: readonly ListedEntry[] };

/** What the image stands on, as its Dockerfile and the engine say. */
export interface BaseFacts {
  /** After ARG substitution, `python:3.13-slim@sha256:…`; `scratch`. */
  readonly reference: string;
  /** `Dockerfile:2` */
  readonly where: string;
  /** The digest in the reference, or null. */
  readonly digest: string | null;
  /** The references of what the engine has under that name: `python:3.13-slim`, `python@sha256:…`. */
  readonly names: readonly string[];
  /** How many of the image's layers are the base's; null when the image does not stand on it. */
  readonly layers: number | null;
}

/** What was built in an earlier lab, or with the reference for it: the smaller counts. */
export interface EarlierBuild {
  readonly bytes: number;
  readonly baseBytes: number;
  /** Whose it is, in words. */
  readonly whose: string;
}

/** The app, as it ran for this check. */
export interface AppFacts {
  answer(page: Required<AppPage>): Promise<AppAnswer>;
  prints(line: RegExp): Promise<Printed>;
  look(paths: readonly string[], listener?: "listener"): Promise<ProcessFacts | EndedApp>;
}

/** The build that was made with a password of its own. */
export interface LentBuild {
  /** Null: it was not built, `words` say why. */
  readonly reading: Reading | null;
  readonly words: string;
  readonly downloads: readonly string[];
  /** The lines of the build's output in which the password stood, masked. */
  readonly printed: readonly string[];
  /** Files of the private package that are not as the feed's wheel has them. */
  readonly altered: readonly string[];
}

/** The build of a copy whose source was changed. */
export interface Rebuilt {
  readonly reading: Reading | null;
  readonly words: string;
  /** Its page shows the change. */
  readonly shown: boolean;
}

/** The build of a copy whose lock names another version of a package. */
export interface Relocked {
  readonly reading: Reading | null;
  readonly words: string;
  /** The version that the lock named, and the one that it names in the copy. */
  readonly from: string;
  readonly to: string;
}

/** What the builder is sent for `COPY . /`. */
export interface SentContext {
  readonly bytes: number;
  readonly paths: readonly string[];
  /** Paths of planted files that arrived. */
  readonly planted: readonly string[];
}

/** A learner's answer, judged. */
export type Answered =
  | { readonly right: true }
  | { readonly right: false; readonly says: string; readonly look: Next };

/** What checks may ask about a built image. Each answer is had once, however many checks ask for it. */
export interface Subject {
  readonly image: OwnImage;
  readonly dockerfile: Dockerfile;
  readonly workspace: string;
  reading(): Promise<Reading>;
  base(): Promise<BaseFacts>;
  earlier(lab: string): Promise<EarlierBuild>;
  app(): Promise<AppFacts>;
  /** Stops the app; nothing can be asked of it afterwards. Called last. */
  stop(seconds: number): Promise<Stopped>;
  /** The app on a root file system that cannot be written, with these folders in memory. */
  readOnlyApp(writable: readonly string[]): Promise<AppAnswer>;
  command(command: readonly string[]): Promise<ExecResult>;
  /** What the app makes of a key in a file there. */
  withKey(place: KeyPlace): Promise<KeyUse>;
  /** What the health check says, with the app and without. */
  health(): Promise<HealthFacts>;
  lentBuild(): Promise<LentBuild>;
  rebuilt(source: string): Promise<Rebuilt>;
  /** The build of a copy with yet another change. */
  rebuiltAgain(source: string): Promise<Rebuilt>;
  /** Null: the lock does not name the package in any other version than the feed has. */
  relocked(lock: string, name: string): Promise<Relocked | null>;
  context(): Promise<SentContext>;
  /** A file of the learner's build context; null when there is none. */
  contextFile(path: string): Promise<string | null>;
  /** The text files of the learner's build context, by their paths; large ones are left out. */
  contextFiles(): Promise<Readonly<Record<string, string>>>;
  /** The Dockerfile of the riddle's image. */
  riddleDockerfile(): Promise<string>;
  /**
   * Does `work` with machines on which CI is played; there the learner's image, or the riddle's, stands for what is
   * built. `work` may be begun anew, with new machines.
   */
  onRunner<T>(image: "own" | "riddle", work: (fresh: () => Promise<Runner>) => Promise<T>): Promise<T>;
  /** What dive says by rules of the learner's image, or of the riddle's. */
  diveRules(image: "own" | "riddle", rules: string): Promise<DiveRules>;
  /** What hadolint says of the learner's Dockerfile. */
  hadolint(how: HadolintSettings): Promise<HadolintReport>;
  /** What syft finds in the learner's image. */
  syft(): Promise<SyftReport>;
  /** The vulnerabilities that trivy sees in the learner's image, whatever its settings leave out. */
  trivy(): Promise<TrivyVulnerabilities>;
  /** Whether the learner's answer to a question of the lab is right for this image; null when there is none. */
  answered(question: string): Promise<Answered | null>;
}
