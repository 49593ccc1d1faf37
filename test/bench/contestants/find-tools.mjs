import { accessSync, constants, statSync } from "node:fs";
import { delimiter, join, resolve } from "node:path";

/** What the program is measured beside. */
export const TOOLS = ["dive", "syft", "trivy", "docker"];

/**
 * Where the tools are: first in the given folders, then on PATH.
 *
 * @param {readonly string[]} folders
 * @returns {Record<string, string | undefined>} path by name
 */
export function findTools(folders) {
  const places = [...folders.map((folder) => resolve(folder)), ...(process.env.PATH ?? "").split(delimiter)];
  const found = TOOLS.map((tool) => [tool, places.map((place) => join(place, tool)).find(isProgram)]);
  return Object.fromEntries(found);
}

function isProgram(path) {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
