import { VERDICT_WORDS } from "../checks/verdict.ts";
import type { Engine, EngineFacts, Screen } from "../context.ts";
import { formatBytes } from "../figures.ts";
import type { TourGoal } from "./judge-tour.ts";
import type { CanaryPlace, RungResult } from "./rung-result.ts";
import { scoreboard } from "./scoreboard.ts";

type Shown = Pick<Screen, "tint">;

/** Everything a tour ends with, in lines of at most 80 columns; only the last sentence may be longer. */
export function tourReport(
  rungs: readonly RungResult[],
  goals: readonly TourGoal[],
  engine: Pick<Engine, "facts" | "ours">,
  standIns: boolean,
  screen: Shown,
): string[] {
  const places = tokenPlaces(rungs);
  return [
    "",
    engineLine(engine.facts, engine.ours),
    "",
    ...scoreboard(rungs, standIns, screen),
    ...(standIns ? ["* stand-in bases, made from Debian packages: with the real ones sizes differ"] : []),
    "  size: all layers' files  waste: shipped, but hidden  cold, warm: build seconds",
    "",
    ...(places.length > 0 ? ["The token was found in:", ...places, ""] : []),
    ...goalLines(goals, screen),
    "",
    lastWord(rungs),
  ];
}

const NARROWEST = 80;

/** Where the token was found, rung by rung, in lines of at most 80 columns. */
export function tokenPlaces(rungs: readonly RungResult[]): string[] {
  const leaky = rungs.filter(({ canary }) => canary.length > 0);
  return leaky.flatMap(({ rung, name, canary }) =>
    wrapped(`  ${rung} ${name.replaceAll("_", " ")}: ${inWords(canary)}`, "      "),
  );
}

/** Breaks a line at its blanks; what follows the first line begins with `indent`. */
function wrapped(line: string, indent: string): string[] {
  const lines: string[] = [];
  let rest = line;
  while (rest.length > NARROWEST) {
    const blank = rest.lastIndexOf(" ", NARROWEST);
    // A single word that is longer than a line, a path for example, stays whole.
    if (blank <= indent.length) break;
    lines.push(rest.slice(0, blank));
    rest = indent + rest.slice(blank + 1);
  }
  return [...lines, rest];
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
  if (place === "config") return "the configuration blob, which everyone pulls";
  return path === null ? place : `${place} (${path})`;
}

/** What the ladder has to reach, with the verdict in words. */
export function goalLines(goals: readonly TourGoal[], screen: Shown): string[] {
  return goals.flatMap(({ says, verdict, evidence }) => {
    const word = VERDICT_WORDS[verdict].padEnd(15);
    const lines = wrapped(`  ${word} ${says}${verdict === "met" ? "" : ` (${evidence})`}`, " ".repeat(18));
    const tone = verdict === "met" ? "good" : "bad";
    return lines.map((line, at) => (at === 0 ? line.replace(word, screen.tint(tone, word)) : line));
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
