import type { EngineFacts, Screen } from "../context.ts";
import { formatBytes, inSeconds } from "./figures.ts";
import type { TourGoal } from "./judge-tour.ts";
import type { CanaryPlace, RungResult } from "./rung-result.ts";

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

/** Where the token was found, rung by rung, in one or two lines each. */
export function tokenPlaces(rungs: readonly RungResult[]): string[] {
  return rungs
    .filter(({ canary }) => canary.length > 0)
    .map(({ rung, name, canary }) => `  ${rung} ${name.replaceAll("_", " ")}: ${inWords(canary)}`);
}

function inWords(canary: readonly CanaryPlace[]): string {
  const history = canary.filter(({ place }) => place === "history").length;
  const others = canary.filter(({ place }) => place !== "history").map(placeInWords);
  const lines = history === 0 ? [] : [`${history} history line${history === 1 ? "" : "s"}`];
  return [...others, ...lines].join("; ");
}

function placeInWords({ place, layer, path }: CanaryPlace): string {
  if (place === "file") return `layer ${layer}, ${path ?? "between its files"}`;
  if (place === "env") return `environment (${path})`;
  if (place === "config") return "the configuration that everyone pulls";
  return path === null ? place : `${place} (${path})`;
}

/** What the ladder has to reach, with the verdict in words. */
export function goalLines(goals: readonly TourGoal[], screen: Shown): string[] {
  const words = { met: "met", "not-yet": "not yet", "could-not-check": "could not check" } as const;
  return goals.map(({ says, verdict, evidence }) => {
    const word = screen.tint(verdict === "met" ? "good" : "bad", words[verdict].padEnd(15));
    return `  ${word} ${says}${verdict === "met" ? "" : ` (${evidence})`}`;
  });
}

/** The engine, in one line. */
export function engineLine(facts: EngineFacts, ours: boolean): string {
  const whose = ours ? ", started by size-matters" : "";
  return `${facts.product} ${facts.version} (${facts.storage}, ${facts.architecture}${whose})`;
}

/** What changed from the first rung to the last, in one sentence. */
export function lastWord(rungs: readonly RungResult[]): string {
  const [first, last] = [rungs[0], rungs.at(-1)];
  if (first === undefined || last === undefined) return "No rung was played.";
  const share = last === first ? "" : ` (${Math.round(last.shareOfNaive * 100)} %)`;
  return [
    `From ${first.name.replaceAll("_", " ")} to ${last.name.replaceAll("_", " ")}:`,
    `${formatBytes(first.bytes)} became ${formatBytes(last.bytes)}${share},`,
    `${first.layers} layers became ${last.layers},`,
    `the token went from ${places(first)} to ${places(last)},`,
    `the user from ${first.user} to ${last.user},`,
    last.answers ? "and the page still shows a cat." : "but the page shows no cat.",
  ].join(" ");
}

function places({ canary }: RungResult): string {
  if (canary.length === 0) return "nowhere";
  return canary.length === 1 ? "1 place" : `${canary.length} places`;
}
