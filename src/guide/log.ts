import { join } from "node:path";
import type { Context } from "../context.ts";
import type { Workspace } from "./workspace.ts";

/** One line of a workspace's log: what was built, judged, or helped with. */
export interface LogLine {
  readonly what: "check" | "build" | "hint" | "solution" | "skip" | "reset";
  readonly lab: string;
  readonly date: string;
  readonly [more: string]: unknown;
}

/** Appends a line to the log, which the scoreboard and the report read. */
export async function appendLog(
  { files }: Pick<Context, "files">,
  { folder }: Pick<Workspace, "folder">,
  line: LogLine,
): Promise<void> {
  await files.append(join(folder, ".size-matters", "log.jsonl"), `${JSON.stringify(line)}\n`);
}
