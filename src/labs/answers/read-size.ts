import { parseBytes } from "../../figures.ts";
import { readNumber } from "./read-number.ts";

/** A size that somebody typed. */
export interface TypedSize {
  bytes: number;
  /** Was a unit typed? Without one it is bytes. */
  hasUnit: boolean;
  /** What it would be if MB stood for MiB; null where it cannot. */
  asBinary: number | null;
}

const SIZE =
  /^(?:(?:about|around|roughly|approximately|approx\.?|circa|ca\.?|~|≈|=) ?)?([\d., _'’]*\d) ?([a-z]*)$/i;
const LONG_UNIT = /^([kmgt])(?:ilo|ega|iga|era)bytes?$/i;
const LONG_BINARY_UNIT = /^([kmgt])[ei]bibytes?$/i;

/** `1.02GB`, `1020 MB`, `1,020mb`, `1,02 GB`, `~973 MiB`, `25 megabytes`, `512 bytes`. Null for anything else. */
export function readSize(text: string): TypedSize | null {
  const [, digits, letters = ""] = SIZE.exec(text) ?? [];
  if (digits === undefined) return null;
  const unit = shortUnit(letters);
  const number = readNumber(digits, unit === "" || unit === "B");
  const bytes = times(number, unit);
  if (bytes === null) return null;
  const power = /^[kmgt](?=b?$)/i.exec(unit)?.[0];
  return { bytes, hasUnit: unit !== "", asBinary: power === undefined ? null : times(number, `${power}iB`) };
}

/** So many of a unit in whole bytes; null when there is no such unit, or nothing can be so large. */
function times(number: number | null, unit: string): number | null {
  const one = parseBytes(`1${unit}`);
  const bytes = number === null || one === null ? null : Math.round(number * one);
  return Number.isSafeInteger(bytes) ? bytes : null;
}

function shortUnit(letters: string): string {
  return letters
    .replace(LONG_UNIT, "$1B")
    .replace(LONG_BINARY_UNIT, "$1iB")
    .replace(/(?:^b|bytes?)$/i, "B");
}
