import type { Context, ToolPlace } from "../context.ts";
import { changedImage } from "./changed-image.ts";
import { type FoundTool, findTool } from "./find-tool.ts";
import { installHints } from "./install-hints.ts";
import { KNOWN_TOOLS, type KnownTool } from "./known-tools.ts";
import { whereInWords } from "./where-in-words.ts";

type Outside = Pick<Context, "engines" | "run" | "files" | "host" | "signal">;

/** Whether a tool can be run here, and what brings it. It is never missing: the workshop goes on without. */
export interface ToolFinding {
  readonly id: string;
  readonly says: string;
  readonly state: "ok" | "later";
  readonly fix: string | null;
}

/**
 * Every tool: which one would be run, and which ones are passed over, with the reason.
 * @param place null where no engine answers
 */
export async function toolFindings(outside: Outside, place: ToolPlace | null): Promise<ToolFinding[]> {
  const found = KNOWN_TOOLS.map(async (tool) => {
    const { where, passedOver } = await findTool(outside, place, tool);
    const passed = passedOver.map(inWords);
    if (where === null) return missing(tool, passed, await installHints(outside, tool.name));
    const changed = "vendor" in where ? changedImage(where.vendor) : null;
    if (changed !== null) return finding(tool, [changed.message, ...passed], changed.fix ?? null);
    return finding(tool, [whereInWords(tool, where), ...passed], null);
  });
  return Promise.all(found);
}

function inWords({ path, version, why }: FoundTool["passedOver"][number]): string {
  return `${path}${version ? ` ${version}` : ""}: ${why}`;
}

function missing(tool: KnownTool, passed: readonly string[], hints: readonly string[]): ToolFinding {
  const { wheel, publisher } = tool.toolbox;
  const fix = [
    "For the labs on tools: size-matters prepare --tools",
    `(${tool.vendor}'s own image; without a registry the wheel ${wheel}, which ${publisher} publishes, not ${tool.vendor})`,
    ...hints,
  ];
  return finding(tool, [`${tool.name} is not here`, ...passed], fix.join("\n"));
}

function finding({ name }: KnownTool, says: readonly string[], fix: string | null): ToolFinding {
  return { id: `tool ${name}`, says: says.join("\n    "), state: fix === null ? "ok" : "later", fix };
}
