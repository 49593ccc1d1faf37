import { z } from "zod";

/** What a step did that a gate is judged by, as the stand-ins for docker, trivy and the installers saw it. */
const event = z.discriminatedUnion("event", [
  z.object({ event: z.literal("build"), ok: z.boolean(), problem: z.string().nullable() }),
  z.object({
    event: z.literal("scan"),
    what: z.string(),
    exitCode: z.number(),
    /** How many findings it printed as a table; null where it printed none. */
    found: z.number().nullable(),
    /** Why it did not scan at all, in its words. */
    problem: z.string().nullable(),
  }),
  z.object({ event: z.literal("foreign"), what: z.string() }),
  z.object({ event: z.literal("lint"), exitCode: z.number() }),
  z.object({ event: z.literal("push"), what: z.string(), isOurs: z.boolean() }),
  z.object({
    event: z.literal("leak"),
    kind: z.enum(["build-arg", "argument"]),
    where: z.string(),
  }),
  z.object({ event: z.literal("missing"), what: z.string() }),
  z.object({ event: z.literal("malicious"), what: z.string() }),
  z.object({ event: z.literal("unplayed"), what: z.string() }),
  z.object({ event: z.literal("passed-over"), what: z.string() }),
]);

/** What one step did. Its output holds no secret. */
export const stepResult = z.object({
  exitCode: z.number(),
  output: z.string(),
  events: z.array(event),
  /** Where the secret is found afterwards: in what was printed, in files of the folder. */
  leaks: z.array(z.object({ kind: z.enum(["output", "file"]), where: z.string() })),
});

export type StepResult = z.infer<typeof stepResult>;
export type RunnerEvent = StepResult["events"][number];

/** What a runner is told to do. */
export interface RunnerStep {
  /** A script with its shell, in which `{0}` is the script's file; or a command with arguments, without a shell. */
  readonly what:
    | { readonly script: string; readonly shell: readonly string[] }
    | { readonly command: string; readonly arguments: readonly string[] };
  readonly env: Readonly<Record<string, string>>;
  /** In the repository. */
  readonly folder: string;
  /** Tools that are there from now on. */
  readonly has: readonly string[];
}

/** A machine on which CI is played: a container without a network. */
export interface Runner {
  /** What stands for every secret. */
  readonly secret: string;
  checkout(files: Readonly<Record<string, string>>): Promise<void>;
  run(step: RunnerStep): Promise<StepResult>;
}

/** What cannot be played here. It is nobody's fault, and says nothing of a gate. */
export class Unplayable extends Error {
  /** `.github/workflows/gate.yml:12` */
  readonly where: string;
  /** What it is, as a noun. */
  readonly what: string;

  constructor(where: string, what: string) {
    super(`${what} is not played here`);
    this.name = "Unplayable";
    this.where = where;
    this.what = what;
  }
}
