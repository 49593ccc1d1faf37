import { DockerfileParser } from "dockerfile-ast";
import { UserError } from "../errors.ts";
import { type EscapeChar, isComment, outlineOf, withoutContinuation } from "./outline.ts";

/** The lines of one instruction. */
export interface SplitInstruction {
  line: number;
  endLine: number;
  /** Without continuations and comments: one line, its blanks as they are. */
  head: string;
  /** The lines of its here-documents, with those that end them. */
  body: string[];
}

/** What a text is made of. */
export interface Split {
  syntax: string | null;
  escapeChar: EscapeChar;
  instructions: SplitInstruction[];
}

const MOST_CHARACTERS = 1_000_000;
// After a line that is none of these, the builder takes all that follow for comments.
const DIRECTIVE = /^#\s*(?:syntax|escape|check)\s*=\s*\S/i;

/** Splits a text into instructions. Whatever it holds, it is split; only too much of it is refused. */
export function splitInstructions(text: string): Split {
  if (text.length > MOST_CHARACTERS) throw tooLong(text.length);
  const lines = text.replace(/^\uFEFF/, "").split(/\r?\n/);
  const { syntax, escapeChar } = readDirectives(lines);
  const parsed = DockerfileParser.parse(outlineOf(lines, escapeChar)).getInstructions();
  const instructions = parsed.map((instruction) => {
    const { start, end } = instruction.getRange();
    return join(lines.slice(start.line, end.line + 1), start.line + 1, escapeChar);
  });
  return { syntax, escapeChar, instructions };
}

function tooLong(characters: number): UserError {
  const megabytes = Math.ceil(characters / 1e5) / 10;
  return new UserError(`A Dockerfile of ${megabytes} MB is more than can be read here.`, {
    fix: "Shorten it to 1 MB: long scripts and data are better copied from files.",
  });
}

function readDirectives(lines: readonly string[]): Pick<Split, "syntax" | "escapeChar"> {
  const end = lines.findIndex((line) => !DIRECTIVE.test(line));
  const directives = DockerfileParser.parse(lines.slice(0, end < 0 ? lines.length : end).join("\n"));
  const syntax = directives
    .getDirectives()
    .find((directive) => directive.getName().toLowerCase() === "syntax");
  return {
    syntax: syntax?.getValue() ?? null,
    escapeChar: directives.getEscapeCharacter() === "`" ? "`" : "\\",
  };
}

function join(lines: readonly string[], line: number, escapeChar: EscapeChar): SplitInstruction {
  const end = lines.findIndex((text) => !isSkipped(text) && !withoutContinuation(text, escapeChar).continues);
  const head = end < 0 ? lines : lines.slice(0, end + 1);
  const body = lines.slice(head.length);
  const last = head.findLastIndex((text) => !isSkipped(text));
  const parts = head
    .filter((text) => !isSkipped(text))
    .map((text) => withoutContinuation(text, escapeChar).rest);
  return { line, endLine: line + last + body.length, head: parts.join("").trim(), body };
}

/** Inside an instruction too, comments and empty lines are as if they were not there. */
function isSkipped(line: string): boolean {
  return isComment(line) || line.trim() === "";
}
