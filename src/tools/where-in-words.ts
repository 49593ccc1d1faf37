import type { FoundTool } from "./find-tool.ts";
import type { KnownTool } from "./known-tools.ts";

/** Which tool is run, and who published it: `dive 0.13.1 at /usr/bin/dive`. */
export function whereInWords(
  { name, toolbox, vendor }: KnownTool,
  where: NonNullable<FoundTool["where"]>,
): string {
  if ("path" in where) return `${name} ${where.version} at ${where.path}`;
  if ("vendor" in where)
    return `${name} ${toolbox.version} in ${where.vendor.reference}, the image of ${vendor}`;
  return `${name} ${toolbox.version} in the toolbox, from the wheel ${toolbox.wheel} by ${toolbox.publisher}, not by ${vendor}`;
}
