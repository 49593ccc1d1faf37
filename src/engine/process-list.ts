import type { Context } from "../context.ts";

/** A process of this machine, as Linux lists it. */
export interface Process {
  readonly pid: number;
  /** Its command line, word by word; never empty. */
  readonly words: readonly string[];
}

/**
 * The processes whose command line says that they are meant. Kept numbers are not asked: one is written after its
 * process has begun, and after a restart of the machine it may be another program's.
 * https://man7.org/linux/man-pages/man5/proc_pid_cmdline.5.html
 */
export async function processesWhere(
  { files }: Pick<Context, "files">,
  meant: (words: readonly string[]) => boolean,
): Promise<Process[]> {
  const found: Process[] = [];
  for (const name of await files.list("/proc")) {
    if (!/^\d+$/.test(name)) continue;
    const line = (await files.read(`/proc/${name}/cmdline`).catch(() => null)) ?? "";
    const words = line.split("\0");
    if (meant(words)) found.push({ pid: Number(name), words });
  }
  return found.sort((a, b) => a.pid - b.pid);
}
