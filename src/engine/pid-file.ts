import type { Context } from "../context.ts";

/**
 * The process that a pid file names, if it lives and its command line holds `mark`; else null. After a restart
 * of the machine the number may be another program's.
 */
export async function pidFrom(
  { files, processes }: Pick<Context, "files" | "processes">,
  pidFile: string,
  mark: string,
): Promise<number | null> {
  const pid = Number((await files.read(pidFile)) ?? Number.NaN);
  if (!Number.isInteger(pid) || pid <= 0 || !processes.alive(pid)) return null;
  const command = (await files.read(`/proc/${pid}/cmdline`)) ?? "";
  return command.replaceAll("\0", " ").includes(mark) ? pid : null;
}
