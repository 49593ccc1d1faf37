import { z } from "zod";
import { type Misread, type ReadFile, readYamlAs } from "./read-yaml.ts";

const text = z
  .union([z.string(), z.number(), z.boolean()], { error: "a text is needed here" })
  .transform(String);
const flag = z.boolean({ error: "true or false is needed here" });

const hook = z.looseObject(
  {
    ...{ id: text, entry: text.optional(), language: text.optional() },
    ...{ files: text.optional(), exclude: text.optional() },
    ...{
      types: z.array(text).optional(),
      types_or: z.array(text).optional(),
      args: z.array(text).optional(),
    },
    ...{
      always_run: flag.default(false),
      pass_filenames: flag.default(true),
      stages: z.array(text).optional(),
    },
  },
  { error: "a hook is a list item with id:" },
);

const config = z.looseObject(
  {
    ...{ files: text.optional(), exclude: text.optional(), default_stages: z.array(text).optional() },
    repos: z.array(
      z.looseObject({
        repo: text,
        rev: text.optional(),
        hooks: z.array(hook, { error: "a list of hooks is needed" }),
      }),
      { error: "repos: is needed, a list" },
    ),
  },
  { error: "it needs repos:, a list of where the hooks come from" },
);

type HookFile = z.output<typeof config>;
type HookLine = z.output<typeof hook>;
export type HookConfig = ReadFile<HookFile>;

/** A hook as it is run when a Dockerfile is committed. */
export interface Hook {
  readonly id: string;
  readonly where: string;
  /** Null where it is not run here; its repository then. */
  readonly command: string | null;
  readonly from: string;
  readonly arguments: readonly string[];
  /** Whether a changed Dockerfile makes it run. */
  readonly runs: boolean;
}

/** Reads a configuration of pre-commit. https://pre-commit.com/#adding-pre-commit-plugins-to-your-project */
export function readHooks(file: string, written: string): HookConfig | Misread {
  return readYamlAs(file, written, config);
}

/** All its hooks, in their order. */
export function hooksOf({ value, at }: HookConfig): Hook[] {
  return value.repos.flatMap(({ repo, hooks }, index) =>
    hooks.map((line, number): Hook => {
      const known = { ...knownHook(repo, line.id), ...withoutUndefined(line) };
      return {
        ...{ id: line.id, from: repo, where: at(["repos", index, "hooks", number]) },
        ...{
          command: commandOf(known),
          arguments: [...(known.args ?? []), ...(known.pass_filenames ? ["Dockerfile"] : [])],
        },
        runs: runsFor(known, value),
      };
    }),
  );
}

function withoutUndefined(line: HookLine): HookLine {
  return Object.fromEntries(Object.entries(line).filter(([, value]) => value !== undefined)) as HookLine;
}

/** What is known of a hook's repository. https://github.com/hadolint/hadolint/blob/v2.15.1/.pre-commit-hooks.yaml */
function knownHook(repo: string, id: string): Partial<HookLine> {
  if (!/^https:\/\/github\.com\/hadolint\/hadolint(\.git)?$/.test(repo)) return {};
  const types = ["dockerfile"];
  if (id === "hadolint") return { entry: "hadolint", language: "system", types };
  if (id === "hadolint-docker")
    return { entry: "hadolint/hadolint hadolint", language: "docker_image", types };
  return {};
}

const AS_THEY_ARE = ["system", "script", "unsupported", "unsupported_script"];

function commandOf({ entry, language = "" }: Pick<HookLine, "entry" | "language">): string | null {
  if (entry === undefined) return null;
  if (language === "docker_image") return `docker run --rm ${entry}`;
  if (!AS_THEY_ARE.includes(language)) return null;
  return language.endsWith("script") && !entry.includes("/") ? `./${entry}` : entry;
}

const TYPES = ["file", "text", "dockerfile", "non-executable"];

function runsFor(hook: HookLine, { files, exclude, default_stages: usual }: HookFile): boolean {
  const stages = hook.stages ?? usual ?? ["pre-commit"];
  if (!stages.some((stage) => stage === "pre-commit" || stage === "commit")) return false;
  if (hook.always_run) return true;
  const { types = ["file"], types_or: some = [] } = hook;
  const isOfType = types.every((type) => TYPES.includes(type));
  const isOfSome = some.length === 0 || some.some((type) => TYPES.includes(type));
  return isOfType && isOfSome && chosen(files, exclude) && chosen(hook.files, hook.exclude);
}

function chosen(files: string | undefined, exclude: string | undefined): boolean {
  return matches(files ?? "") && !(exclude && matches(exclude));
}

/** Patterns are Python's. What this engine cannot read is taken for one that does not match. */
function matches(pattern: string): boolean {
  try {
    const [, flags = "", rest = pattern] = /^\(\?([a-z]+)\)(.*)$/s.exec(pattern) ?? [];
    const plain = flags.includes("x") ? rest.replaceAll(/\s+|#.*$/gm, "") : rest;
    return new RegExp(plain, flags.includes("i") ? "i" : "").test("Dockerfile");
  } catch {
    return false;
  }
}
