import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { inspecting, programArguments } from "./program.mjs";

/** Names of contestants, for those who look for their runs. */
export const SAVE = "docker save > /dev/null";
export const THROUGH_ENGINE = "size-matters, from the engine";
export const IN_PLACE = "size-matters, layers in place";
export const AGAIN = "size-matters, second look";

/**
 * Those who read an image that an engine holds. Layers are read in place only where the engine is the program's own;
 * given its socket as DOCKER_HOST, the program takes the same engine for somebody else's.
 *
 * @param {{ image: string, privateEngine: boolean, docker: string | undefined, needle: string, folder: string }} options
 * @returns {import("../runs/turns.mjs").Contestant[]}
 */
export function engineContestants({ image, privateEngine, docker, needle, folder }) {
  const host = privateEngine ? { DOCKER_HOST: privateSocket() } : {};
  const own = privateEngine ? ["--private-engine"] : [];
  const reading = ["--find", needle, image];
  const cache = { XDG_CACHE_HOME: join(folder, "cache") };
  return [
    ...(docker
      ? [{ name: SAVE, command: () => ({ command: docker, args: ["save", image], env: host }) }]
      : []),
    inspecting(THROUGH_ENGINE, ["--no-cache", ...reading], host),
    ...(privateEngine ? [inspecting(IN_PLACE, ["--no-cache", ...own, ...reading])] : []),
    // Its first run, which is not counted, fills the cache.
    inspecting(AGAIN, [...own, ...reading], cache),
  ];
}

/** Where the program's own engine answers, as its doctor says. */
export function privateSocket() {
  const { stdout } = spawnSync(process.execPath, programArguments("doctor", "--json", "--private-engine"));
  const { findings } = JSON.parse(String(stdout));
  const [, socket] = / at (\S+)$/.exec(findings.find(({ id }) => id === "engine")?.says ?? "") ?? [];
  if (socket) return socket;
  throw new Error("The program's own engine does not run. Type: npx size-matters prepare --private-engine");
}
