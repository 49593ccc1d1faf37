import type { Report } from "../context.ts";
import type { Base } from "./bases.ts";
import type { Builder, Engine } from "./find-engine.ts";

/** A tool of the trade that learners run on their own images. */
export type ToolName = "dive" | "hadolint" | "syft" | "trivy";

/** The engine whose images are looked at; a toolbox may be there, too. */
export interface ToolPlace {
  readonly engine: Engine;
  readonly bases: readonly Base[];
}

/** One run of a tool, in an empty folder with these files alone. */
export interface ToolJob {
  readonly tool: ToolName;
  readonly args: readonly string[];
  /** The image whose archive lies in the folder as `image.tar`: its id. */
  readonly imageId?: string;
  /** What else lies in the folder, by its path in it. */
  readonly files?: Readonly<Record<string, string | Buffer>>;
  /** A file that the tool writes, and whose text comes with what it said. */
  readonly writes?: string;
  /** Trivy's own database lies in its cache in place of the demonstration database. */
  readonly ownDatabase?: true;
}

/** What a program said that ran to its end. */
export interface ToolSaid {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
  /** The text of the file that it was to write; null without one. */
  readonly written: string | null;
}

export interface ToolRun extends ToolSaid {
  /** `dive 0.13.1 in the toolbox` */
  readonly by: string;
  /** Trivy's own database, where the job asked for it. */
  readonly database?: OwnDatabase;
}

/** What dive says of an image; its figures are not ours. */
export interface DiveReport {
  readonly by: string;
  /** From 0 to 1. */
  readonly efficiency: number;
  /** Every copy of a file that is there twice, also the one that stays. */
  readonly wastedBytes: number;
  readonly imageBytes: number;
}

export interface DiveRule {
  /** `highestWastedBytes` */
  readonly name: string;
  readonly outcome: "pass" | "fail" | "skip" | "misconfigured";
  readonly says: string;
}

/** What dive says of an image by rules. */
export interface DiveRules {
  readonly by: string;
  readonly passes: boolean;
  readonly rules: readonly DiveRule[];
  /** Why no rule was evaluated, in dive's words; null when some were. */
  readonly problem: string | null;
}

interface HadolintFinding {
  /** `DL3008`, `SC2086` */
  readonly code: string;
  readonly level: "error" | "warning" | "info" | "style";
  readonly line: number;
  readonly message: string;
}

/** What hadolint says of a Dockerfile. */
export interface HadolintReport {
  readonly by: string;
  readonly findings: readonly HadolintFinding[];
}

/** How hadolint is to look. */
export interface HadolintSettings {
  /** The text of its configuration; an empty one unless given. */
  readonly settings?: string;
  /** Do comments in the Dockerfile that tell it to ignore something count? */
  readonly pragmas: boolean;
}

/** How bad trivy thinks something is. */
type TrivySeverity = "UNKNOWN" | "LOW" | "MEDIUM" | "HIGH" | "CRITICAL";

/** A value that looks like a token. */
export interface TrivySecret {
  /** `github-pat` */
  readonly rule: string;
  readonly title: string;
  readonly severity: TrivySeverity;
  /** The file in the image; null where the value is in the image's configuration: its environment, labels or history. */
  readonly path: string | null;
  /** The digest of the layer's content; null in the configuration. */
  readonly diffId: string | null;
}

/** What trivy thinks wrong with the Dockerfile that it makes of the image's history. */
export interface TrivyMisconfiguration {
  /** `DS-0002`, in every version. */
  readonly id: string;
  readonly title: string;
  readonly severity: TrivySeverity;
  readonly status: string;
}

/** The few advisories that come with the workshop, for machines that cannot fetch trivy's own database. */
export interface DemonstrationDatabase {
  /** When they were collected: `2026-11-22` */
  readonly date: string;
  /** How many there are. */
  readonly advisories: number;
}

/** The database that trivy's vendor publishes, as it was fetched here. */
export interface OwnDatabase {
  /** When its vendor made it: `2026-11-22` */
  readonly date: string;
}

export interface TrivyVulnerability {
  /** `CVE-2026-27205` */
  readonly id: string;
  /** As the package writes its own name. */
  readonly package: string;
  readonly installed: string;
  /** The versions that are mended, with commas; null where there is none. */
  readonly fixed: string | null;
  readonly severity: TrivySeverity;
  readonly title: string;
  /** The file in the image that says what is installed, or else trivy's name for the list of packages. */
  readonly target: string;
}

/** What trivy says of an image by the demonstration database. No finding does not say that an image is safe. */
export interface TrivyVulnerabilities {
  readonly by: string;
  readonly database: DemonstrationDatabase;
  readonly vulnerabilities: readonly TrivyVulnerability[];
}

/** What trivy says of an image without any database. */
export interface TrivyReport {
  readonly by: string;
  readonly secrets: readonly TrivySecret[];
  readonly misconfigurations: readonly TrivyMisconfiguration[];
}

/** A package as syft lists it. */
export interface SyftPackage {
  /** `deb`, `python`, `binary` */
  readonly type: string;
  readonly name: string;
  /** Empty where syft knows none. */
  readonly version: string;
}

/** What syft finds in an image: what a container of it sees. */
export interface SyftReport {
  readonly by: string;
  readonly packages: readonly SyftPackage[];
  /** `sha256:…`: what its lists in other formats call the image by. */
  readonly digest: string;
}

/**
 * The tools of the trade, run in a clean folder: nothing of the learner's settings counts that is not given. Each call
 * throws a UserError where the tool is not here, does not end, or says what cannot be read.
 */
export interface Tools {
  /** @param tell Gets what it said as soon as it is known: before its container is removed */
  run(place: ToolPlace, job: ToolJob, tell?: (run: ToolRun) => Promise<void>): Promise<ToolRun>;
  /** Runs it on the learner's own terminal. Gives its exit code. */
  show(place: ToolPlace & { readonly builder: Builder }, job: ToolJob): Promise<number>;
  dive(place: ToolPlace, imageId: string): Promise<DiveReport>;
  diveRules(place: ToolPlace, imageId: string, rules: string): Promise<DiveRules>;
  hadolint(place: ToolPlace, dockerfile: string, how: HadolintSettings): Promise<HadolintReport>;
  /** Secrets and misconfigurations. */
  trivy(place: ToolPlace, imageId: string): Promise<TrivyReport>;
  syft(place: ToolPlace, imageId: string): Promise<SyftReport>;
  trivyVulnerabilities(place: ToolPlace, imageId: string): Promise<TrivyVulnerabilities>;
  /** The database by which trivy judges here, also when it is run or shown. */
  demonstrationDatabase(): Promise<DemonstrationDatabase>;
  /** Fetches trivy's own database, for jobs that ask for it. @throws UserError where no registry gives it */
  fetchOwnDatabase(place: ToolPlace, report: Report): Promise<OwnDatabase>;
}
