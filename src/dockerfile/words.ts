import type { Flag } from "./instruction.ts";
import type { EscapeChar } from "./outline.ts";

const PARTS: Record<EscapeChar, string> = { "\\": partsOfWords("\\\\"), "`": partsOfWords("`") };

// Blanks in quotes or after the escape character part no words. A quote that nothing closes goes to the end.
function partsOfWords(escapeChar: string): string {
  return `[^\\s"'${escapeChar}]|${escapeChar}.?|"(?:[^"${escapeChar}]|${escapeChar}.)*"?|'[^']*'?`;
}

/** The words of a text, with their quotes. */
export function splitWords(text: string, escapeChar: EscapeChar): string[] {
  return text.match(new RegExp(`(?:${PARTS[escapeChar]})+`, "gs")) ?? [];
}

/** A word without its quotes and escape characters. */
export function unquoted(word: string, escapeChar: EscapeChar): string {
  return word.replaceAll(escapeChar === "`" ? /`(.)|["']/gs : /\\(.)|["']/gs, "$1");
}

/** The flags before anything else, and what follows them; `--` alone ends them. */
export function takeFlags(text: string, escapeChar: EscapeChar): { flags: Flag[]; rest: string } {
  const flag = new RegExp(`--((?:${PARTS[escapeChar]})*)\\s*`, "sy");
  const flags: Flag[] = [];
  let end = 0;
  for (let match = flag.exec(text); match; match = flag.exec(text)) {
    end = flag.lastIndex;
    if (match[1] === "") break;
    flags.push(nameAndValue(unquoted(match[1] ?? "", escapeChar)));
  }
  return { flags, rest: text.slice(end) };
}

/** Parts a word at its first `=`. */
export function nameAndValue(word: string): Flag {
  const at = word.indexOf("=");
  return at < 0 ? { name: word, value: null } : { name: word.slice(0, at), value: word.slice(at + 1) };
}
