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
  await files.append(logOf(folder), `${JSON.stringify(line)}\n`);
}

/** A check as the log has it. */
export interface LoggedCheck {
  readonly lab: string;
  readonly verdict: string;
  readonly date: string;
  /** Null where there was no image, or an older version of the program wrote the line. */
  readonly bytes: number | null;
  readonly layers: number | null;
  readonly wastedBytes: number | null;
  /** How long the builder took. */
  readonly seconds: number;
  /** Whether the workshop's bases were stand-ins: then its size is not that on the real one. */
  readonly standIns: boolean;
}

/** The checks of every lab, oldest first. A line that cannot be read is passed over: the log may end in the midst of one. */
export async function readChecks(
  { files }: Pick<Context, "files">,
  { folder }: Pick<Workspace, "folder">,
): Promise<Map<string, LoggedCheck[]>> {
  const found = new Map<string, LoggedCheck[]>();
  for (const line of ((await files.read(logOf(folder))) ?? "").split("\n")) {
    const check = readLine(line);
    if (check) found.set(check.lab, [...(found.get(check.lab) ?? []), check]);
  }
  return found;
}

function readLine(line: string): LoggedCheck | null {
  try {
    const { what, ...check } = JSON.parse(line) as Partial<LoggedCheck> & { what?: string };
    if (what !== "check" || typeof check.lab !== "string") return null;
    const {
      lab,
      verdict = "",
      date = "",
      bytes = null,
      layers = null,
      wastedBytes = null,
      seconds = 0,
      standIns = false,
    } = check;
    return { lab, verdict, date, bytes, layers, wastedBytes, seconds, standIns };
  } catch {
    return null;
  }
}

function logOf(folder: string): string {
  return join(folder, ".size-matters", "log.jsonl");
}
