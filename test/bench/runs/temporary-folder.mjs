import { rmSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/**
 * Gives `work` a new folder, and removes it afterwards, also on Ctrl+C.
 *
 * @template T
 * @param {(folder: string) => Promise<T>} work
 * @param {string} [parent]
 * @returns {Promise<T>}
 */
export async function withTemporaryFolder(work, parent = tmpdir()) {
  const folder = await mkdtemp(join(parent, "size-matters-bench-"));
  const stopped = (signal) => {
    rmSync(folder, { recursive: true, force: true });
    process.exit(signal === "SIGINT" ? 130 : 143);
  };
  const signals = ["SIGINT", "SIGTERM"];
  for (const signal of signals) process.prependOnceListener(signal, stopped);
  try {
    return await work(folder);
  } finally {
    for (const signal of signals) process.removeListener(signal, stopped);
    await rm(folder, { recursive: true, force: true });
  }
}
