import { Option } from "commander";
import type { Context } from "./context.ts";

/** The flags that decide what the screen is. */
export interface GlobalOptions {
  readonly json?: boolean;
  readonly sarif?: boolean;
  readonly color?: boolean;
  readonly accessible?: boolean;
}

type Verb = (ctx: Context, options: never, ...names: string[]) => Promise<number>;

/** Every flag, once. */
export const OPTIONS = {
  workspace: new Option(
    "--workspace <dir>",
    "your own folder (default: the one around here, or ./workspace)",
  ),
  privateEngine: new Option("--private-engine", "use an engine of the workshop's own, beside any other"),
  noInstall: new Option("--no-install", "never install a package"),
  yes: new Option("--yes", "answer every question with yes"),
  json: new Option("--json", "one JSON document on standard output, messages on standard error"),
  noColor: new Option("--no-color", "plain text (also: NO_COLOR)"),
  accessible: new Option(
    "--accessible",
    "static lines and numbered choices, for screen readers (also: ACCESSIBLE=1)",
  ),
  to: new Option("--to <rung>", "stop after this rung (number or name)"),
  all: new Option("--all", "the things of every workspace on this engine"),
  noCache: new Option("--no-cache", "read everything again, and keep nothing for the next time"),
  everything: new Option("--all", "lists without an end"),
  pull: new Option("--pull", "let the engine fetch an image that it does not hold"),
  find: new Option("--find <file>", "look for the value in this file, too (may be given again)").argParser(
    (file: string, before: readonly string[] = []) => [...before, file],
  ),
  tag: new Option("--tag <tag>", "which image, where an archive holds several"),
  platform: new Option("--platform <platform>", "which platform, where there are several: linux/arm64"),
  base: new Option("--base <image>", "the base image, or its archive: tells whose each layer is"),
  verify: new Option("--verify", "hash every layer and compare with what the image says of it"),
  equalFiles: new Option("--duplicates", "list equal files, too (hashes every file)"),
  layers: new Option("--layers", "the layers"),
  files: new Option("--files", "the largest files"),
  waste: new Option("--waste", "the wasted files"),
  leaks: new Option("--leaks", "the leaks"),
  packages: new Option("--packages", "the packages"),
  findings: new Option("--findings", "what else is worth a look"),
  tree: new Option("--tree <layer>", "what one layer added, changed and removed"),
  failOn: new Option(
    "--fail-on <conditions>",
    "exit code 1 when one is broken: waste=10MB,efficiency=0.9,leak,any-leak,root,size=200MB",
  ),
  deadline: new Option("--deadline <seconds>", "how long the build may take (1200)"),
  lanes: new Option("--lanes <number>", "how many labs are proved side by side (2)"),
  edit: new Option("--edit", "open the Dockerfile in your editor (VISUAL, EDITOR)"),
  toolbox: new Option("--toolbox", "build the toolbox, too: dive, hadolint, syft and trivy in one image"),
  apply: new Option("--apply", "put it into the workspace; your own files are kept"),
  out: new Option(
    "--out <file>",
    "where to write it (default: report.md in the workspace; -: standard output)",
  ),
  force: new Option("--force", "write over a file that is not ours"),
  sarif: new Option("--sarif", "leaks and findings as SARIF on standard output, for code scanning"),
};

export interface VerbEntry {
  readonly says: string;
  /** What stands behind the verb, in the parser's notation. */
  readonly names?: readonly string[];
  readonly options: readonly (keyof typeof OPTIONS)[];
  /** Behind the first name all flags are another program's. */
  readonly others?: true;
  /** Each verb's code is loaded only when it is called. */
  readonly load: () => Promise<Verb>;
}

const USING = ["workspace", "privateEngine", "json", "noColor"] as const;
const BRINGING = ["workspace", "privateEngine", "noInstall", "yes", "json", "noColor"] as const;

const READING = [
  "find",
  "platform",
  "tag",
  "base",
  "pull",
  "verify",
  "noCache",
  "everything",
  "privateEngine",
  "json",
  "noColor",
] as const;

/** The words of the command line. */
export const VERBS: Readonly<Record<string, VerbEntry>> = {
  start: {
    says: "the guided workshop; without a terminal it plays the tour",
    options: ["to", "edit", "accessible", ...BRINGING],
    load: async () => (await import("./commands/start.ts")).start,
  },
  tour: {
    says: "play the whole ladder and print the scoreboard",
    options: ["to", ...BRINGING],
    load: async () => (await import("./commands/tour.ts")).tour,
  },
  build: {
    says: "build your own image and print the docker command",
    options: USING,
    load: async () => (await import("./commands/build.ts")).build,
  },
  open: {
    says: "run your image and show its page",
    options: USING,
    load: async () => (await import("./commands/open.ts")).open,
  },
  labs: {
    says: "the labs: number, title, minutes, progress (labs checks: what a lab can ask)",
    names: ["[what]"],
    options: ["workspace", "json", "noColor"],
    load: async () => (await import("./commands/labs.ts")).labs,
  },
  goto: {
    says: "put the workspace at a lab's start; your files are kept",
    names: ["<lab>"],
    options: ["workspace", "json", "noColor"],
    load: async () => (await import("./commands/goto.ts")).goTo,
  },
  lesson: {
    says: "the text of the current lab, or of the one named",
    names: ["[lab]"],
    options: ["workspace", "json", "noColor"],
    load: async () => (await import("./commands/lesson.ts")).lesson,
  },
  next: {
    says: "go to the next lab",
    options: ["workspace", "json", "noColor"],
    load: async () => (await import("./commands/goto.ts")).next,
  },
  check: {
    says: "build your image and check every goal of the lab",
    names: ["[lab]"],
    options: ["deadline", ...USING],
    load: async () => (await import("./commands/check.ts")).check,
  },
  watch: {
    says: "check the current lab again at each save",
    options: ["workspace", "privateEngine", "noColor"],
    load: async () => (await import("./commands/watch.ts")).watch,
  },
  diff: {
    says: "the difference between your files and the reference",
    options: ["workspace", "json", "noColor"],
    load: async () => (await import("./commands/diff.ts")).diff,
  },
  answer: {
    says: "answer a question of the current lab",
    names: ["<id>", "<value>"],
    options: USING,
    load: async () => (await import("./commands/answer.ts")).answer,
  },
  hint: {
    says: "the next hint for a goal of the current lab",
    names: ["[goal]"],
    options: ["workspace", "json", "noColor"],
    load: async () => (await import("./commands/hint.ts")).hint,
  },
  solution: {
    says: "the reference of the current lab, and why it works",
    options: ["apply", "workspace", "json", "noColor"],
    load: async () => (await import("./commands/solution.ts")).solution,
  },
  reset: {
    says: "put the current lab's start back; your files are kept",
    options: ["workspace", "json", "noColor"],
    load: async () => (await import("./commands/goto.ts")).reset,
  },
  skip: {
    says: "leave the current lab out and go on",
    options: ["workspace", "json", "noColor"],
    load: async () => (await import("./commands/goto.ts")).skip,
  },
  status: {
    says: "the scoreboard: your labs and what you have built",
    options: ["workspace", "json", "noColor"],
    load: async () => (await import("./commands/status.ts")).status,
  },
  export: {
    says: "write your journey as one page to take along: figures, labs, Dockerfile",
    options: ["out", "force", "workspace", "json", "noColor"],
    load: async () => (await import("./commands/export.ts")).exportPage,
  },
  prove: {
    says: "prove labs: right answers pass, wrong ones do not, lessons are true",
    names: ["[labs...]"],
    options: ["lanes", "privateEngine", "noInstall", "yes", "json", "noColor"],
    load: async () => (await import("./commands/prove.ts")).prove,
  },
  lab: {
    says: "lab new NAME: a folder for a lab of your own",
    names: ["<action>", "<name>"],
    options: ["noColor"],
    load: async () => (await import("./commands/lab.ts")).lab,
  },
  inspect: {
    says: "what is inside an image or an archive: size, waste, leaks, user",
    names: ["<image|file|->"],
    options: [
      ...["layers", "files", "waste", "leaks", "packages", "findings", "tree", "equalFiles"],
      ...["failOn", "sarif"],
      ...READING,
    ] as (keyof typeof OPTIONS)[],
    load: async () => (await import("./commands/inspect.ts")).inspect,
  },
  run: {
    says: "run dive, hadolint, syft or trivy on your image or Dockerfile",
    names: ["<tool>", "[words...]"],
    options: ["workspace", "privateEngine", "noColor"],
    others: true,
    load: async () => (await import("./commands/run.ts")).run,
  },
  compare: {
    says: "what is different between two images or archives",
    names: ["<a>", "<b>"],
    options: READING,
    load: async () => (await import("./commands/compare.ts")).compare,
  },
  doctor: {
    says: "what this machine has, what it lacks and what mends it",
    options: ["privateEngine", "json", "noColor"],
    load: async () => (await import("./commands/doctor.ts")).doctor,
  },
  prepare: {
    says: "fetch everything now, so that the labs need no network",
    options: ["toolbox", ...BRINGING],
    load: async () => (await import("./commands/prepare.ts")).prepare,
  },
  clean: {
    says: "list what the workshop made on the engine, then remove it",
    options: ["all", "yes", ...USING],
    load: async () => (await import("./commands/clean.ts")).clean,
  },
};
