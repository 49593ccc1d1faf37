import { rm, writeFile } from "node:fs/promises";
import { setTimeout as pause } from "node:timers/promises";
import type { FSWatcher } from "chokidar";
import type { Watch, WatchOptions } from "../context.ts";

/** How long an editor may take between the parts of one save. Milliseconds. */
const SETTLED_AFTER = 120;
/** How soon a system that tells of changes has told of one. Milliseconds. */
const TOLD_WITHIN = 1_500;
const POLL_EVERY = 400;

/**
 * Watches with chokidar, which is loaded here only. It writes a probe at first: where the system does not tell of that
 * (https://github.com/microsoft/WSL/issues/4739, network drives), it looks through the folder instead.
 */
export const watchFolder: Watch = async (folder, options) => {
  const told = await open(folder, options, false);
  if (await hearsOf(told, options.probe)) return { polls: false, close: () => told.close() };
  await told.close();
  const looking = await open(folder, options, true);
  return { polls: true, close: () => looking.close() };
};

async function open(folder: string, { ignored, onChange, probe }: WatchOptions, usePolling: boolean) {
  const { watch } = await import("chokidar");
  const watcher = watch(folder, { ignored, ignoreInitial: true, usePolling, interval: POLL_EVERY });
  let settling: NodeJS.Timeout | undefined;
  watcher.on("all", (_, path) => {
    if (path === probe) return;
    clearTimeout(settling);
    settling = setTimeout(onChange, SETTLED_AFTER);
  });
  // A folder that goes away, or may not be read for a while, is no end: it comes back.
  watcher.on("error", () => {});
  await new Promise<void>((resolve) => watcher.once("ready", resolve));
  return watcher;
}

async function hearsOf(watcher: FSWatcher, probe: string): Promise<boolean> {
  const heard = new Promise<boolean>((resolve) => {
    watcher.on("all", (_, path) => {
      if (path === probe) resolve(true);
    });
  });
  try {
    await writeFile(probe, `${Date.now()}\n`);
    return await Promise.race([heard, pause(TOLD_WITHIN, false, { ref: false })]);
  } catch {
    return true;
  } finally {
    await rm(probe, { force: true });
  }
}
