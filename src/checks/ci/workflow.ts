import { z } from "zod";
import { type Misread, type ReadFile, readYamlAs } from "./read-yaml.ts";

const text = z
  .union([z.string(), z.number(), z.boolean()], { error: "a text is needed here" })
  .transform(String);
const texts = z.union([text.transform((one) => [one]), z.array(text)]);
const environment = z
  .record(
    z.string(),
    text.nullable().transform((one) => one ?? ""),
  )
  .default({});

const run = z.looseObject({ shell: text.optional(), "working-directory": text.optional() });
const defaults = z.looseObject({ run: run.optional() }).optional();

const step = z.looseObject(
  {
    ...{ id: text.optional(), name: text.optional(), if: text.optional(), run: text.optional() },
    ...{ uses: text.optional(), shell: text.optional(), "working-directory": text.optional() },
    ...{ with: environment, env: environment, "continue-on-error": text.default("false") },
  },
  { error: "a step is a list item with run: or uses:" },
);

const job = z.looseObject(
  {
    ...{ name: text.optional(), if: text.optional(), needs: texts.default([]), env: environment, defaults },
    "continue-on-error": text.default("false"),
    steps: z.array(step, { error: "a job needs steps:, a list" }).default([]),
  },
  { error: "a job has a name, and below it runs-on: and steps:" },
);

const filters = z
  .looseObject({
    ...{ paths: texts.optional(), "paths-ignore": texts.optional(), types: texts.optional() },
    ...{ branches: texts.optional(), tags: texts.optional() },
  })
  .nullable();
const triggers = z.union(
  [
    text.transform((one) => ({ [one]: null })),
    z.array(text).transform((all) => Object.fromEntries(all.map((one) => [one, null]))),
    z.record(z.string(), z.union([filters, z.array(z.unknown()).transform(() => null)])),
  ],
  { error: "a workflow needs on:, and what it is to run on" },
);

const workflow = z.looseObject(
  {
    on: triggers,
    env: environment,
    defaults,
    jobs: z.record(z.string(), job, { error: "a workflow needs jobs:, and below it a job" }),
  },
  { error: "this is no workflow: it needs on: and jobs:" },
);

export type WorkflowFile = z.output<typeof workflow>;
export type Job = z.output<typeof job>;
export type Step = z.output<typeof step>;
export type Workflow = ReadFile<WorkflowFile> & { readonly file: string };

/** Reads a workflow, as far as a gate needs it. https://docs.github.com/actions/reference/workflow-syntax-for-github-actions */
export function readWorkflow(file: string, written: string): Workflow | Misread {
  const read = readYamlAs(file, written, workflow);
  if (read.misread) return read;
  const wrong = misusedStep(read);
  return wrong ?? { ...read, file };
}

/** A step does one thing: it runs a script, or it uses an action. */
function misusedStep({ value, at }: ReadFile<WorkflowFile>): Misread | null {
  for (const [id, { steps }] of Object.entries(value.jobs)) {
    const index = steps.findIndex((one) => (one.run === undefined) === (one.uses === undefined));
    if (index >= 0)
      return {
        misread: true,
        where: at(["jobs", id, "steps", index]),
        says: "a step has run: or uses:, and one of them alone",
      };
  }
  return null;
}

/** What happens to a pull request when its files change. */
const CHANGES = ["opened", "synchronize", "reopened"];

/** By which event a change of the Dockerfile starts it; null where none does. */
export function eventOf(
  { on }: WorkflowFile,
  matches: (path: string, patterns: readonly string[]) => boolean,
): "push" | "pull_request" | null {
  const starts = (event: "push" | "pull_request") => {
    if (!Object.hasOwn(on, event)) return false;
    const { paths, "paths-ignore": ignored, types, tags, branches } = on[event] ?? {};
    if (tags && !branches) return false;
    if (types && !types.some((type) => CHANGES.includes(type))) return false;
    if (paths && !matches("Dockerfile", paths)) return false;
    return !(ignored && matches("Dockerfile", ignored));
  };
  return starts("pull_request") ? "pull_request" : starts("push") ? "push" : null;
}
