import { UserError } from "../errors.ts";
import { formatBytes, parseBytes } from "../figures.ts";
import type { ImageReading } from "../image/image-reading.ts";
import { ownLeaks } from "./leak-groups.ts";

/** One condition that fails a build. */
export interface Condition {
  /** As it was written: `waste=10MB`. */
  readonly text: string;
  readonly judge: (reading: ImageReading) => Judgement;
}

/** `could-not-check`: what was not read may hold what was looked for. */
export interface Judgement {
  readonly outcome: "kept" | "broken" | "could-not-check";
  readonly says: string;
}

type Judge = (reading: ImageReading) => Judgement;

interface Kind {
  readonly example: string;
  /** Null when it can have no such value. */
  readonly of: (value: string) => Judge | null;
}

const KINDS = new Map<string, Kind>([
  [
    "size",
    { example: "size=200MB", of: (value) => atMost("The image has", value, ({ image }) => image.bytes) },
  ],
  [
    "waste",
    { example: "waste=10MB", of: (value) => atMost("The waste is", value, ({ image }) => image.wastedBytes) },
  ],
  ["efficiency", { example: "efficiency=0.9", of: efficiency }],
  ["leak", { example: "leak", of: (value) => (value === "" ? noOwnLeak : null) }],
  ["any-leak", { example: "any-leak", of: (value) => (value === "" ? noLeak : null) }],
  ["root", { example: "root", of: (value) => (value === "" ? noRoot : null) }],
]);

/**
 * The conditions of `--fail-on`: `waste=10MB,efficiency=0.9,leak,root,size=200MB`.
 * @throws UserError for one that is not known or has no such value
 */
export function parseFailOn(text: string): Condition[] {
  // A comma may stand in a figure: 1,020MB.
  const parts = text.split(/,(?!\d{3}(?!\d))/).map((part) => part.trim());
  return parts.map((part) => {
    const [name = "", value = ""] = part.split("=", 2);
    const judge = KINDS.get(name)?.of(value) ?? null;
    if (judge !== null) return { text: part, judge };
    const examples = [...KINDS.values()].map(({ example }) => example);
    throw new UserError(`--fail-on knows no condition "${part}".`, {
      fix: `Write one or more of: ${examples.join(",")}`,
    });
  });
}

function atMost(subject: string, value: string, measure: (reading: ImageReading) => number): Judge | null {
  const limit = parseBytes(value);
  if (limit === null) return null;
  return (reading) => {
    const bytes = measure(reading);
    const says = `${subject} ${formatBytes(bytes)} (${bytes} bytes); allowed are ${value}.`;
    return { outcome: bytes <= limit ? "kept" : "broken", says };
  };
}

function efficiency(value: string): Judge | null {
  const limit = Number(value);
  if (value === "" || !(limit >= 0 && limit <= 1)) return null;
  return ({ image }) => ({
    outcome: image.efficiency >= limit ? "kept" : "broken",
    says: `The efficiency is ${image.efficiency.toFixed(4)}; asked for is at least ${value}.`,
  });
}

/** What came with a known base is the base's: `any-leak` counts that, too. */
function noOwnLeak(reading: ImageReading): Judgement {
  return judgeLeaks(ownLeaks(reading.leaks).length, reading);
}

function noLeak(reading: ImageReading): Judgement {
  return judgeLeaks(reading.leaks.length, reading);
}

function judgeLeaks(leaks: number, { leaks: all, skipped }: ImageReading): Judgement {
  const inBase = all.length > leaks ? ` ${all.length - leaks} more came with the base.` : "";
  if (leaks > 0) return { outcome: "broken", says: `Leaks were found: ${leaks}.${inBase}` };
  if (skipped.length === 0) return { outcome: "kept", says: `No leak was found.${inBase}` };
  const says = `No leak was found, but ${skipped.length} parts of the image could not be searched.${inBase}`;
  return { outcome: "could-not-check", says };
}

function noRoot({ image: { runsAs, user } }: ImageReading): Judgement {
  if (runsAs.isRoot === null)
    return { outcome: "could-not-check", says: runsAs.why ?? "The user cannot be told." };
  return {
    outcome: runsAs.isRoot ? "broken" : "kept",
    says: runsAs.isRoot ? "The image runs as root." : `The image runs as ${user}.`,
  };
}

/** The exit code: a broken condition is 1, one that could not be checked 2, none of these 0. */
export function exitCodeOf(judgements: readonly Judgement[]): number {
  const outcomes = judgements.map(({ outcome }) => outcome);
  if (outcomes.includes("broken")) return 1;
  return outcomes.includes("could-not-check") ? 2 : 0;
}
