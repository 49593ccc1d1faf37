import type { Context } from "../context.ts";
import { type FoundTool, findTool } from "./find-tool.ts";
import { KNOWN_TOOLS, type KnownTool } from "./known-tools.ts";
import { whereInWords } from "./where-in-words.ts";

type Outside = Pick<Context, "run" | "files" | "host" | "signal">;

/** Whether a tool can be run here, and what brings it. It is never missing: the workshop goes on without. */
export interface ToolFinding {
  readonly id: string;
  readonly says: string;
  readonly state: "ok" | "later";
  readonly fix: string | null;
}

/** Every tool: which one would be run, and which ones are passed over, with the reason. */
export async function toolFindings(outside: Outside, hasToolbox: boolean): Promise<ToolFinding[]> {
  const found = KNOWN_TOOLS.map(async (tool) => findingOf(tool, await findTool(outside, tool, hasToolbox)));
  return Promise.all(found);
}

function findingOf(tool: KnownTool, { where, passedOver }: FoundTool): ToolFinding {
  const passed = passedOver.map(({ path, version, why }) => `${path}${version ? ` ${version}` : ""}: ${why}`);
  const says = [where === null ? `${tool.name} is not here` : whereInWords(tool, where), ...passed].join(
    "\n    ",
  );
  const fix = where === null ? "For the labs on tools: size-matters prepare --toolbox" : null;
  return { id: `tool ${tool.name}`, says, state: where === null ? "later" : "ok", fix };
}
