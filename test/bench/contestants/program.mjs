import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** The repository that this file lies in. */
export const REPOSITORY = fileURLToPath(new URL("../../../", import.meta.url));
const CLI = join(REPOSITORY, "dist", "cli.js");
const ANSWER = "answer.json";

/**
 * The program, inspecting one image or archive.
 *
 * @param {string} name of the contestant
 * @param {string[]} args what to inspect, and how
 * @param {Record<string, string>} [env]
 * @returns {import("../runs/turns.mjs").Contestant}
 */
export function inspecting(name, args, env = {}) {
  if (!existsSync(CLI)) throw new Error("The program is not built. Type: npm run build");
  return {
    name,
    answer: ANSWER,
    command: (folder) => ({
      command: process.execPath,
      args: [CLI, "inspect", "--json", ...args],
      env,
      stdout: join(folder, ANSWER),
    }),
  };
}

/** The arguments that run another verb of it. @param {string[]} args */
export const programArguments = (...args) => [CLI, ...args];

/** A file with a random value, which no image holds: looking for it costs what looking for a real one costs. */
export async function randomNeedle(folder) {
  const path = join(folder, "value");
  await writeFile(path, randomBytes(24).toString("hex"));
  return path;
}
