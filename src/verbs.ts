import type { Context } from "./context.ts";
import type { OPTIONS } from "./flags.ts";

type Verb = (ctx: Context, options: never, ...names: string[]) => Promise<number>;

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
    options: ["ownDatabase", "workspace", "privateEngine", "noColor"],
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
    options: ["tools", "toolbox", "trivyDatabase", ...BRINGING],
    load: async () => (await import("./commands/prepare.ts")).prepare,
  },
  clean: {
    says: "list what the workshop made on the engine, then remove it",
    options: ["all", "yes", ...USING],
    load: async () => (await import("./commands/clean.ts")).clean,
  },
};
