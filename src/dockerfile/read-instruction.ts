import type { Instruction } from "./instruction.ts";
import type { EscapeChar } from "./outline.ts";
import type { SplitInstruction } from "./split-instructions.ts";
import { takeFlags, unquoted } from "./words.ts";

/** An instruction as it is written: what it names is not looked up yet. */
export type WrittenInstruction = Omit<Instruction, "stage" | "from" | "mounts">;

const EXEC_FORM = new Set(["RUN", "CMD", "ENTRYPOINT", "SHELL", "COPY", "ADD", "VOLUME"]);

/** Reads the lines of one instruction. */
export function readInstruction(
  { line, endLine, head, body }: SplitInstruction,
  escapeChar: EscapeChar,
): WrittenInstruction {
  const command = head.replace(/^(?:onbuild\s+)+(?=\S)/i, "");
  const [, word = "", written = ""] = /^(\S+)\s*(.*)$/s.exec(command) ?? [];
  const keyword = word.toUpperCase();
  const { flags, rest } = takeFlags(written, escapeChar);
  const json = execForm(keyword, rest);
  return {
    keyword,
    line,
    endLine,
    text: withBody(`${keyword} ${written}`, body),
    arguments: withBody(rest, body),
    flags,
    json,
    ...pathsOf(keyword, json ?? rest, escapeChar),
    onbuild: command !== head || keyword === "ONBUILD",
  };
}

function withBody(head: string, body: readonly string[]): string {
  return [head.replaceAll(/\s+/g, " ").trim(), ...body].join("\n");
}

function execForm(keyword: string, rest: string): string[] | null {
  const text = keyword === "HEALTHCHECK" ? rest.replace(/^cmd\s+/i, "") : rest;
  const mayBe = EXEC_FORM.has(keyword) || keyword === "HEALTHCHECK";
  return mayBe && text.startsWith("[") ? strings(text) : null;
}

// As the builder does: what is no JSON is a command of the shell.
function strings(text: string): string[] | null {
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) && value.every((item) => typeof item === "string") ? value : null;
  } catch {
    return null;
  }
}

function pathsOf(
  keyword: string,
  written: string | readonly string[],
  escapeChar: EscapeChar,
): Pick<Instruction, "sources" | "destination"> {
  if (keyword !== "COPY" && keyword !== "ADD") return { sources: [], destination: null };
  const paths =
    typeof written === "string"
      ? written.split(/\s+/).flatMap((word) => unquoted(word, escapeChar) || [])
      : [...written];
  const destination = paths.length > 1 ? (paths.pop() ?? null) : null;
  return { sources: paths, destination };
}
