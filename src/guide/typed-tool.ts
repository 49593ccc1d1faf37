import { basename, join, resolve } from "node:path";
import type { Context, ToolName } from "../context.ts";
import { OWN_SETTINGS, type TypedTool } from "./learner-job.ts";

/** What stands behind a tool's name on the command line. */
export interface Words {
  readonly args: readonly string[];
  /** What the tool is about; null where it is not named. */
  readonly target: string | null;
}

/** What stands behind a tool's name, without the tool's own verb: there is but one here. */
export function withoutVerb(tool: ToolName, words: readonly string[]): readonly string[] {
  return tool === "trivy" && words[0] === "image" ? words.slice(1) : words;
}

/** The last word, where it is what the tool is about, and the words before it. */
export async function wordsOf(
  words: readonly string[],
  isTarget: (word: string) => boolean | Promise<boolean>,
): Promise<Words> {
  const last = words.at(-1);
  if (last === undefined || !(await isTarget(last))) return { args: words, target: null };
  return { args: words.slice(0, -1), target: last };
}

/**
 * A tool with the texts of the files that its arguments name, and of those that it looks for by itself: they lie beside
 * the learner's Dockerfile.
 */
export async function typedTool(
  { files, host }: Pick<Context, "files" | "host">,
  { tool, args, app }: { tool: ToolName; args: readonly string[]; app: string },
): Promise<TypedTool> {
  const texts: Record<string, string> = {};
  const keep = async (name: string, path: string) => {
    const isFile = (await files.kind(path)) === "file";
    if (isFile) texts[name] = (await files.read(path)) ?? "";
    return isFile;
  };
  for (const name of OWN_SETTINGS[tool]) await keep(name, join(app, name));
  const named: string[] = [];
  for (const arg of args)
    named.push((await keep(basename(arg), resolve(host.cwd, arg))) ? basename(arg) : arg);
  return { tool, args: named, files: texts };
}
