import type { Context, Report, Workshop } from "../context.ts";
import { UserError } from "../errors.ts";
import { changedImage } from "./changed-image.ts";
import { findTool } from "./find-tool.ts";
import { KNOWN_TOOLS, type KnownTool } from "./known-tools.ts";

type Outside = Pick<Context, "engines" | "run" | "files" | "host" | "signal">;

/**
 * Fetches the image of each tool that is no program of this machine from its vendor; where one cannot be had, the toolbox
 * is built. Gives what could not be had, a sentence each.
 * @throws UserError where the toolbox is needed and cannot be built, either
 */
export async function provideTools(outside: Outside, workshop: Workshop, report: Report): Promise<string[]> {
  const without: string[] = [];
  for (const tool of KNOWN_TOOLS) {
    const refusal = await provideTool(outside, workshop, tool, report);
    if (refusal !== null) without.push(`The image of ${tool.vendor} is not here: ${refusal}`);
  }
  if (without.length > 0) await outside.engines.makeToolbox(workshop, report);
  return without;
}

/** Why its image cannot be had; null where a tool is here, of this machine or its vendor. */
async function provideTool(
  outside: Outside,
  workshop: Workshop,
  tool: KnownTool,
  report: Report,
): Promise<string | null> {
  const { engines } = outside;
  const { where } = await findTool(outside, workshop, tool);
  if (where !== null && "path" in where) return null;
  try {
    const held = where !== null && "vendor" in where ? where.vendor : null;
    const image = held ?? (await engines.fetchVendorImage(workshop.engine, tool.image.references, report));
    const changed = changedImage(image);
    if (changed !== null) throw changed;
    await engines.recordVendorImage(image);
    return null;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return `${error.message}\n  ${error.fix}`;
  }
}
