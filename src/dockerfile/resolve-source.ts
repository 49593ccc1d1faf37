import type { StageBase } from "./instruction.ts";
import type { EscapeChar } from "./outline.ts";
import { substitute, type Variables } from "./substitute.ts";

/** The stages by their names in small letters; of two with one name, the later. */
export type StageNames = ReadonlyMap<string, number>;

/** What FROM names, where the names are those of the stages above it. */
export function baseNamed(
  from: string,
  names: StageNames,
  variables: Variables,
  escapeChar: EscapeChar,
): StageBase {
  const result = substitute(from, variables, escapeChar);
  if ("why" in result) return unknown(result.why);
  if (result.value === "") return unknown("FROM names nothing");
  const index = names.get(result.value.toLowerCase());
  return index === undefined ? imageNamed(result.value) : { kind: "stage", index };
}

/** What `--from` names inside a stage; a number is a stage's index only for COPY. */
export function sourceNamed(
  from: string,
  stage: number,
  names: StageNames,
  { numbered }: { numbered: boolean },
): StageBase {
  if (from.includes("$")) return unknown(`--from takes no variables: ${from}`);
  const index = numbered && /^\d+$/.test(from) ? Number(from) : names.get(from.toLowerCase());
  if (index === undefined) return imageNamed(from);
  return index < stage ? { kind: "stage", index } : unknown(`no stage ${from} is above this one`);
}

/** What `--from` of an ONBUILD trigger names. */
export function sourceOfTrigger(from: string): StageBase {
  return unknown(`${from} is looked up where another image is built on this one`);
}

function imageNamed(reference: string): StageBase {
  if (reference === "") return unknown("--from names nothing");
  return reference === "scratch" ? { kind: "scratch" } : { kind: "image", reference };
}

function unknown(why: string): StageBase {
  return { kind: "unknown", why };
}
