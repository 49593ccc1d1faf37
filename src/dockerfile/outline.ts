/** The character that continues a line: a directive may make it a backquote, for paths of Windows. */
export type EscapeChar = "\\" | "`";

/** Inside an instruction too, a line that begins with `#` is a comment. */
export function isComment(line: string): boolean {
  return /^\s*#/.test(line);
}

/**
 * A line without the character that continues it. A doubled one at its end continues nothing:
 * https://github.com/moby/buildkit/blob/master/frontend/dockerfile/parser/parser.go
 */
export function withoutContinuation(
  line: string,
  escapeChar: EscapeChar,
): { rest: string; continues: boolean } {
  const text = line.trimEnd();
  const continues = text.endsWith(escapeChar) && !text.endsWith(escapeChar + escapeChar);
  return continues ? { rest: text.slice(0, -1), continues } : { rest: line, continues };
}

const WORD = /^\w[\w.-]*$/;
/** A quoted string, which holds no here-document, or the start of one: `<<EOF`, `3<<-"EOF"`, `<< EOF`. */
const HEREDOC = /"(?:\\.|[^"\\])*(?:"|$)|'[^']*(?:'|$)|(?<!\S)\d*<<(-?)[ \t]*(["']?)(\w[\w.-]*)\2(?!\S)/g;

/**
 * The lines of a Dockerfile with only what parts one instruction from the next: their first words, here-documents and
 * continuations. Of the whole, dockerfile-ast makes minutes of work (a megabyte of stages with comments between), takes
 * `<<` inside quotes for a here-document, and one without an end for the rest of the file.
 */
export function outlineOf(lines: readonly string[], escapeChar: EscapeChar): string {
  const ends = new Set(lines.map((line) => line.replace(/^\t+/, "")));
  return lines.map((line) => (isComment(line) ? "" : outlineOfLine(line, escapeChar, ends))).join("\n");
}

function outlineOfLine(line: string, escapeChar: EscapeChar, ends: ReadonlySet<string>): string {
  const { rest, continues } = withoutContinuation(line, escapeChar);
  if (rest.trim() === "") return "";
  const indent = /^[ \t]*/.exec(line)?.[0] ?? "";
  // A blank behind the last word leaves an empty one: a line that ends a here-document has none.
  const words = rest.trimStart().split(/\s+/, 3);
  const outline = words.map((word) => (WORD.test(word) ? word : "x"));
  const heredocs = rest.includes("<<") ? heredocsOf(rest, ends) : [];
  return indent + [...outline, ...heredocs, ...(continues ? ["\\"] : [])].join(" ");
}

function heredocsOf(text: string, ends: ReadonlySet<string>): string[] {
  return [...text.matchAll(HEREDOC)].flatMap(([, dash = "", , name]) =>
    name !== undefined && ends.has(name) ? [`<<${dash}${name}`] : [],
  );
}
