import { shellWord } from "../shell-word.ts";

/** A command as it can be typed into a shell: words that the shell would change are in quotes. */
export function typed(words: readonly string[]): string {
  return words.map(shellWord).join(" ");
}
