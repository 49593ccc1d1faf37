import type { EscapeChar } from "./outline.ts";

/** A value, or why it cannot be told: a clause without a full stop. */
export type Value = { value: string } | { why: string };

/** The variables that have a value. */
export type Variables = ReadonlyMap<string, Value>;

interface Reading {
  word: string;
  at: number;
  /** How many substitutions it stands in. */
  depth: number;
  variables: Variables;
  escapeChar: EscapeChar;
  /** Why the word cannot be read to its end. */
  broken: string | null;
}

const DEEPEST = 50;

/**
 * A word with its variables replaced, as in https://docs.docker.com/reference/dockerfile/#environment-replacement.
 * The builder takes a variable without a value for an empty one; here the whole word cannot be told.
 */
export function substitute(word: string, variables: Variables, escapeChar: EscapeChar): Value {
  const reading: Reading = { word, at: 0, depth: 0, variables, escapeChar, broken: null };
  const value = readUntil(reading, null);
  return reading.broken === null ? value : { why: reading.broken };
}

/** Reads up to the closing character, which is left behind; null is the end of the word. */
function readUntil(reading: Reading, stop: "}" | '"' | null): Value {
  const pieces: Value[] = [];
  while (reading.at < reading.word.length) {
    if (reading.word[reading.at] === stop) {
      reading.at += 1;
      return joined(pieces);
    }
    pieces.push(readPiece(reading, stop === '"'));
  }
  return stop === null ? joined(pieces) : breakOff(reading, `in ${reading.word} a ${stop} is missing`);
}

function joined(pieces: readonly Value[]): Value {
  const unknown = pieces.find((piece) => "why" in piece);
  return unknown ?? { value: pieces.map((piece) => ("value" in piece ? piece.value : "")).join("") };
}

function readPiece(reading: Reading, quoted: boolean): Value {
  const { word, escapeChar } = reading;
  const char = word[reading.at++] ?? "";
  if (char === "$") return readVariable(reading);
  if (char === '"' && !quoted) return readUntil(reading, '"');
  if (char === "'" && !quoted) return readSingleQuotes(reading);
  if (char !== escapeChar) return { value: char };
  const next = word[reading.at] ?? "";
  if (quoted && !['"', "$", escapeChar].includes(next)) return { value: char };
  reading.at += next.length;
  return { value: next };
}

function readSingleQuotes(reading: Reading): Value {
  const end = reading.word.indexOf("'", reading.at);
  if (end < 0) return breakOff(reading, `in ${reading.word} a ' is missing`);
  const value = reading.word.slice(reading.at, end);
  reading.at = end + 1;
  return { value };
}

/** `$name`, or `${name}` with an operator and a word. */
function readVariable(reading: Reading): Value {
  const braced = take(reading, /\{/y) !== "";
  const name = take(reading, /[A-Za-z_]\w*|\d+/y);
  if (!braced) return name === "" ? { value: "$" } : valueNamed(name, reading);
  const operator = take(reading, /:?[-+?]/y);
  const isPlain = operator === "" && reading.word[reading.at] === "}";
  if (name === "" || !(operator || isPlain) || reading.depth === DEEPEST) {
    return breakOff(reading, `${reading.word} cannot be worked out here`);
  }
  reading.depth += 1;
  const alternative = readUntil(reading, "}");
  reading.depth -= 1;
  return operator === "" ? valueNamed(name, reading) : choose(operator, name, reading, alternative);
}

function take(reading: Reading, pattern: RegExp): string {
  pattern.lastIndex = reading.at;
  const [text = ""] = pattern.exec(reading.word) ?? [];
  reading.at += text.length;
  return text;
}

function breakOff(reading: Reading, why: string): Value {
  reading.at = reading.word.length;
  reading.broken ??= why;
  return { why };
}

function valueNamed(name: string, { variables }: Reading): Value {
  return variables.get(name) ?? { why: `no ARG above the first FROM gives ${name} a value` };
}

function choose(operator: string, name: string, { variables }: Reading, alternative: Value): Value {
  const current = variables.get(name);
  if (current && "why" in current) return current;
  const isSet = current !== undefined && !(operator.startsWith(":") && current.value === "");
  if (operator.endsWith("+")) return isSet ? alternative : { value: "" };
  if (isSet) return current;
  if (operator.endsWith("-") || "why" in alternative) return alternative;
  return { why: `${name} has no value: ${alternative.value || "it is asked for"}` };
}
