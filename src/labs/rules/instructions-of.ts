/** The instructions of a Dockerfile, one in a line, without comments and with single blanks. Enough to compare two. */
export function instructionsOf(text: string): string[] {
  const lines = text.split(/\r?\n/).filter((line) => !/^\s*(#|$)/.test(line));
  const joined = lines.join("\n").replaceAll(/[\\`]\s*\n/g, " ");
  const instructions = joined.split("\n").map((line) => line.trim().replaceAll(/\s+/g, " "));
  return instructions.filter((line) => line !== "");
}
