import type { Report } from "../context.ts";
import type {
  AppAnswer,
  AppOptions,
  AppPage,
  HealthFacts,
  KeyPlace,
  KeyUse,
  RunningApp,
  StartedBy,
} from "./apps.ts";
import type { Base, LabBase } from "./bases.ts";
import type { BuildRequest, BuildResult, Lent, WorkspaceSecrets } from "./builds.ts";
import type { CleanOptions, CleanPlan } from "./clean.ts";
import type { Endpoint, ExecResult, ImageBytes } from "./docker.ts";
import type {
  BringUpPlan,
  Builder,
  BuilderSearch,
  Engine,
  EngineSearch,
  FindOptions,
} from "./find-engine.ts";
import type { ToolboxContainer, ToolboxJob, VendorImage } from "./toolbox.ts";
import type { ToolSaid } from "./tools.ts";
import type { Feed, Workshop } from "./workshop.ts";

/** Everything that can be asked of engines; `engine/` makes it real. */
export interface Engines {
  /** The same, whose work ends when this signal is aborted, too. */
  until(signal: AbortSignal): Engines;
  /** Looks in every place; starts nothing. */
  find(options: FindOptions): Promise<EngineSearch>;
  /** As `find`; where none answers, what would have to be installed and started. @throws UserError when nothing can be. */
  plan(options: { privateOnly: boolean; mayInstall: boolean }): Promise<BringUpPlan>;
  /** Carries a plan out: the engine that was found, or the one that it installs and starts. */
  bringUp(plan: BringUpPlan, report: Report): Promise<Engine>;
  /** Builds a tiny image with each docker of this machine; with `remembered`, the one that could last time will do. */
  findBuilder(engine: Engine, options?: { remembered: boolean }): Promise<BuilderSearch>;
  /** Makes the bases present: found, pulled, or as stand-ins in our own engine. */
  provideBases(engine: Engine, builder: Builder, report: Report): Promise<Base[]>;
  /** Makes a lab's own base present. What is there stays. @throws UserError when it cannot be had */
  provideLabBase(workshop: Workshop, base: LabBase, report: Report): Promise<void>;
  /** A lab's own base, if it is here; nothing is fetched. */
  presentLabBase(engine: Engine, reference: string): Promise<{ readonly standIn: boolean } | null>;
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
  /** Builds the toolbox with dive, hadolint, syft and trivy; gives its image's id. @throws UserError when it cannot be */
  makeToolbox(workshop: Workshop, report: Report): Promise<string>;
  /** The id of the toolbox's image; null where nobody has asked for it. */
  presentToolbox(engine: Engine, bases: readonly Base[]): Promise<string | null>;
  /** The first of these references that the engine holds; null for none. Nothing is fetched, and nothing is kept. */
  presentVendorImage(engine: Engine, references: readonly string[]): Promise<VendorImage | null>;
  /** Keeps what an image is, unless that was kept at an earlier use. */
  recordVendorImage(image: VendorImage): Promise<void>;
  /** Pulls the first of these references that a registry gives. @throws UserError with each refusal */
  fetchVendorImage(engine: Engine, references: readonly string[], report: Report): Promise<VendorImage>;
  /**
   * Runs a tool in a container of its image, without a network. What it said is told before the container is removed.
   * @throws UserError when it does not end in time
   */
  runInToolbox(engine: Engine, job: ToolboxJob, tell?: (said: ToolSaid) => Promise<void>): Promise<ToolSaid>;
  /**
   * Does a job with the network, whose tool fills a cache and writes down what it filled it with. When it succeeds, the
   * cache takes the place of an older one; else nothing changes.
   */
  fillToolCache(engine: Engine, folder: string, job: ToolboxJob): Promise<ToolSaid>;
  /** The cache that was filled last, and what was written down; null where there is none. */
  filledToolCache(engine: Engine): Promise<{ readonly volume: string; readonly written: string } | null>;
  /** Does `work` while a container of the toolbox runs, without a network, with these files in its folder. */
  inToolbox<T>(
    engine: Engine,
    job: Pick<ToolboxJob, "image" | "files">,
    work: (box: ToolboxContainer) => Promise<T>,
  ): Promise<T>;
  /** Runs a tool on the learner's own terminal. Gives its exit code. */
  showInToolbox(engine: Engine, builder: Builder, job: ToolboxJob): Promise<number>;
  build(workshop: Workshop, request: BuildRequest): Promise<BuildResult>;
  askApp(workshop: Workshop, image: string): Promise<AppAnswer>;
  /** Runs the image. The caller ends it. */
  runApp(workshop: Workshop, image: string, options?: AppOptions): Promise<RunningApp>;
  /** Runs a command in a new container of the image, without its entrypoint, as the user that the image names. */
  runCommand(workshop: Workshop, image: string, command: readonly string[]): Promise<ExecResult>;
  /** Runs the image with a key that is made for it, and asks its page. */
  askWithKey(workshop: Workshop, image: string, place: KeyPlace): Promise<KeyUse>;
  /** Runs the image's health check: with the app, and with the app asleep. */
  healthOf(workshop: Workshop, image: string, startedBy: StartedBy): Promise<HealthFacts>;
  /** Does `work` with secrets whose password is random and valid for that time only. */
  lendToken<T>(workshop: Workshop, work: (secrets: WorkspaceSecrets) => Promise<T>): Promise<Lent<T>>;
  /** Runs the image with its port published; gives the address for a browser on this machine. */
  serveApp(workshop: Workshop, image: string, page?: AppPage): Promise<string>;
  /** The same engine, asked at another address. */
  moved(engine: Engine, endpoint: Endpoint): Promise<Engine>;
  itemsToClean(options: CleanOptions): Promise<CleanPlan>;
  /** Does `work` with the path of an image's archive, which only its owner may read. It stays for the next tool. */
  withArchive<T>(engine: Engine, imageId: string, work: (path: string) => Promise<T>): Promise<T>;
  /** The bytes of an image that the engine holds, by the cheapest way there is. */
  imageBytes(engine: Engine, imageId: string): Promise<ImageBytes>;
}
