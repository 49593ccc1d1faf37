import { posix } from "node:path";
import type { ImageFacts } from "../image/image-reading.ts";

const SHELLS = new Set(["sh", "bash", "dash", "ash", "zsh", "ksh", "mksh", "fish"]);
/** Programs that only start another one, and how many words of theirs stand before it, options aside. */
const STARTERS: ReadonlyMap<string, number> = new Map([
  ["env", 0],
  ["tini", 0],
  ["tini-static", 0],
  ["docker-init", 0],
  ["dumb-init", 0],
  ["catatonit", 0],
  ["busybox", 0],
  ["gosu", 1],
  ["su-exec", 1],
]);

/** What a container of the image starts: ENTRYPOINT and CMD in one line. */
export function commandLine({ entrypoint, cmd }: Pick<ImageFacts, "entrypoint" | "cmd">): string[] {
  return [...(entrypoint ?? []), ...(cmd ?? [])];
}

/**
 * The line that a shell is given to run (`sh -c LINE`), also by way of `env`, `tini` and their like; null where no shell
 * stands between the engine and the program. A script is a program of the learner's, whoever runs it.
 */
export function shellLine(words: readonly string[]): string | null {
  const [program = "", ...rest] = words;
  const name = posix.basename(program);
  const skipped = STARTERS.get(name);
  if (skipped !== undefined) return rest.length > 0 ? shellLine(startedBy(name, rest, skipped)) : null;
  if (!SHELLS.has(name)) return null;
  return lineBehindOptions(rest);
}

/** What a starter starts: behind its options, its settings and its own words. */
function startedBy(name: string, words: readonly string[], skipped: number): readonly string[] {
  const split = name === "env" ? words.findIndex((word) => SPLIT.test(word)) : -1;
  if (split >= 0) return splitByEnv(words.slice(split));
  const first = words.findIndex((word) => !word.startsWith("-") && !(name === "env" && SETTING.test(word)));
  return first < 0 ? [] : words.slice(first + skipped);
}

const SPLIT = /^(-[a-z]*S|--split-string=?)/;
const SETTING = /^\w+=/;

/** `env -S "sh -c" LINE`: what stands in one text is taken apart at its blanks. */
function splitByEnv([option = "", ...others]: readonly string[]): readonly string[] {
  const glued = option.replace(SPLIT, "");
  const [text = "", ...rest] = glued === "" ? others : [glued, ...others];
  return [...text.split(/\s+/).filter((word) => word !== "" && !SETTING.test(word)), ...rest];
}

/** The line behind `-c`, `-lc`, `-ec`, `-o pipefail -c`; null for a shell that runs no line. */
function lineBehindOptions(words: readonly string[]): string | null {
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? "";
    if (!/^[-+]/.test(word)) return null;
    if (/^-[^-]*c/.test(word)) return words.slice(at + 1).find((one) => one !== "--") ?? "";
    if (/^[-+]\w*[oO]$/.test(word)) at++;
  }
  return null;
}

/** Whether the shell becomes the program in the end: `cd /app && exec python app.py`. */
export function handsOver(line: string): boolean {
  const last =
    line
      .trim()
      .split(/&&|\|\||[;|\n]/)
      .at(-1)
      ?.trim() ?? "";
  return /^exec\s+(-a\s+\S+\s+)?[^\s<>&\d-]/.test(last) && !/&\s*$/.test(last);
}
