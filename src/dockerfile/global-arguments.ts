import type { EscapeChar } from "./outline.ts";
import type { WrittenInstruction } from "./read-instruction.ts";
import { substitute, type Value, type Variables } from "./substitute.ts";
import { nameAndValue, splitWords } from "./words.ts";

const PLATFORM_ARGUMENTS = ["TARGET", "BUILD"].flatMap((side) =>
  ["PLATFORM", "OS", "ARCH", "VARIANT"].map((part) => side + part),
);

/** Build arguments given on the command line. */
export type BuildArguments = Readonly<Record<string, string>>;

/**
 * The variables that FROM knows: those that ARG declares above the first FROM, and those of the platform, whose values
 * only the builder knows. A build argument that no ARG declares is none.
 */
export function globalArguments(
  instructions: readonly WrittenInstruction[],
  given: BuildArguments,
  escapeChar: EscapeChar,
): Variables {
  const variables = new Map<string, Value>();
  for (const name of PLATFORM_ARGUMENTS) {
    variables.set(name, givenValue(given, name) ?? { why: `only the builder knows ${name}` });
  }
  for (const { keyword, arguments: text, onbuild } of instructions) {
    if (keyword === "FROM") break;
    if (keyword !== "ARG" || onbuild) continue;
    for (const { name, value } of splitWords(text, escapeChar).map(nameAndValue)) {
      const known =
        givenValue(given, name) ?? (value === null ? null : substitute(value, variables, escapeChar));
      if (known) variables.set(name, known);
    }
  }
  return variables;
}

function givenValue(given: BuildArguments, name: string): Value | null {
  const value = Object.hasOwn(given, name) ? given[name] : undefined;
  return value === undefined ? null : { value };
}
