import { delimiter, join } from "node:path";
import type { Context } from "../context.ts";
import type { KnownTool } from "./known-tools.ts";
import { judgeVersion, stampedVersion, versionIn } from "./tool-version.ts";

type Outside = Pick<Context, "run" | "files" | "host" | "signal">;

/** A tool says its version at once. Milliseconds. */
const VERSION_WITHIN = 10_000;

/** Where a tool is: a program of this machine, or the toolbox. */
type Where = { readonly path: string; readonly version: string } | { readonly toolbox: true };

export interface FoundTool {
  /** The one that would be run; null for none. */
  readonly where: Where | null;
  /** Programs of that name that are passed over; `why` is a clause. */
  readonly passedOver: readonly {
    readonly path: string;
    readonly version: string | null;
    readonly why: string;
  }[];
}

/**
 * Finds a tool: the first on the search path in a version that the workshop knows; else the toolbox, where it is here.
 * Nothing is fetched.
 */
export async function findTool(outside: Outside, tool: KnownTool, hasToolbox: boolean): Promise<FoundTool> {
  const passedOver: FoundTool["passedOver"][number][] = [];
  for (const path of await programs(outside, tool.name)) {
    const version = await versionOf(outside, path, tool);
    const judged = judgeVersion(tool, version);
    if (judged.usable && version !== null) return { where: { path, version }, passedOver };
    passedOver.push({ path, version, why: judged.usable ? "" : judged.why });
  }
  return { where: hasToolbox ? { toolbox: true } : null, passedOver };
}

async function programs({ files, host }: Outside, name: string): Promise<string[]> {
  const file = host.platform === "win32" ? `${name}.exe` : name;
  const folders = (host.env.PATH ?? "").split(delimiter).filter(Boolean);
  const paths = [...new Set(folders.map((folder) => join(folder, file)))];
  const there = await Promise.all(paths.map((path) => files.executable(path)));
  return paths.filter((_, index) => there[index]);
}

/** The version: out of the program's build information where it has some, so that a malicious one is never run. */
async function versionOf(
  { run, files, signal }: Outside,
  path: string,
  tool: KnownTool,
): Promise<string | null> {
  const stamped = tool.stamp === undefined ? null : await stampedVersion(files.stream(path), tool.stamp);
  if (stamped !== null) return stamped;
  const { exitCode, stdout, stderr } = await run(path, ["--version"], { signal, timeout: VERSION_WITHIN });
  return exitCode === 0 ? versionIn(`${stdout}\n${stderr}`) : null;
}
