import type { Screen } from "../context.ts";
import { formatBytes, inSeconds } from "../figures.ts";
import type { RungResult } from "./rung-result.ts";

type Shown = Pick<Screen, "tint">;

const COLUMNS = [
  "",
  "image",
  "size",
  "share",
  "layers",
  "waste",
  "user",
  "token in",
  "page",
  "cold",
  "warm",
] as const;
/** Text columns are set flush left, figures flush right. */
const FLUSH_LEFT = new Set(["image", "user", "token in", "page"]);

/** The table of all rungs: at most 80 columns, in plain text. */
export function scoreboard(rungs: readonly RungResult[], standIns: boolean, screen: Shown): string[] {
  const rows = rungs.map((rung) => row(rung, standIns));
  const widths = COLUMNS.map((title, at) =>
    Math.max(title.length, ...rows.map((cells) => cells[at]?.length ?? 0)),
  );
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, at) =>
        FLUSH_LEFT.has(COLUMNS[at] ?? "") ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0),
      )
      .join(" ")
      .trimEnd();
  return [screen.tint("strong", line(COLUMNS)), ...rows.map(line)];
}

function row(rung: RungResult, standIns: boolean): string[] {
  return [
    String(rung.rung),
    rung.name.replaceAll("_", " "),
    formatBytes(rung.bytes) + (standIns ? "*" : ""),
    `${Math.round(rung.shareOfNaive * 100)} %`,
    String(rung.layers),
    formatBytes(rung.wastedBytes),
    rung.user.split(":")[0] ?? rung.user,
    rung.canary.length === 0 ? "nowhere" : `${rung.canary.length} places`,
    rung.answers ? "yes" : "NO",
    inSeconds(rung.secondsCold),
    inSeconds(rung.secondsWarm),
  ];
}
