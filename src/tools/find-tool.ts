import { delimiter, join } from "node:path";
import type { Context, ToolPlace, VendorImage } from "../context.ts";
import type { KnownTool } from "./known-tools.ts";
import { knownVersion } from "./known-version.ts";
import { judgeVersion, stampedVersion, versionIn } from "./tool-version.ts";

type Outside = Pick<Context, "run" | "files" | "host" | "signal">;

/** A tool says its version at once. Milliseconds. */
const VERSION_WITHIN = 10_000;

/** Where a tool is: a program of this machine, its vendor's image, or the toolbox, by its image's id. */
export type Where =
  | { readonly path: string; readonly version: string }
  | { readonly vendor: VendorImage }
  | { readonly toolbox: string };

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
 * Finds a tool: the first on the search path in a version that the workshop knows; else its vendor's image, else the
 * toolbox, where an engine holds them. Nothing is fetched.
 * @param place null where no engine answers
 */
export async function findTool(
  outside: Outside & Pick<Context, "engines">,
  place: ToolPlace | null,
  tool: KnownTool,
): Promise<FoundTool> {
  const passedOver: FoundTool["passedOver"][number][] = [];
  for (const path of await programs(outside, tool.name)) {
    const version = await knownVersion(outside, path, () => versionOf(outside, path, tool));
    const judged = judgeVersion(tool, version);
    if (judged.usable && version !== null) return { where: { path, version }, passedOver };
    passedOver.push({ path, version, why: judged.usable ? "" : judged.why });
  }
  return { where: place && (await heldBy(outside, place, tool)), passedOver };
}

async function heldBy(
  { engines }: Pick<Context, "engines">,
  { engine, bases }: ToolPlace,
  { image }: KnownTool,
): Promise<Where | null> {
  const [vendor, toolbox] = await Promise.all([
    engines.presentVendorImage(engine, image.references),
    engines.presentToolbox(engine, bases),
  ]);
  if (vendor !== null) return { vendor };
  return toolbox === null ? null : { toolbox };
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
