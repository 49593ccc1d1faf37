/** A block of a lesson between two fences: ``` or ~~~. */
export interface Fence {
  /** The first word behind the fence: sh, output, dockerfile; "" for none. */
  readonly kind: string;
  /** The words behind that: run, tolerance=20%. */
  readonly words: readonly string[];
  /** Of the fence that opens it, counted from 1. */
  readonly line: number;
  readonly text: string;
  /** Whether a fence closes it; without one it goes on to the end of the file, as in Markdown. */
  readonly closed: boolean;
}

interface Open extends Pick<Fence, "kind" | "words" | "line"> {
  /** Which characters, and at least as many of them, close it. */
  readonly mark: string;
  /** How far its lines are moved to the right, in a list. */
  readonly indent: number;
  readonly lines: string[];
  closed: boolean;
}

/** In a list too, also right behind its mark. Behind backquotes no backquote stands: that would be code in a line. */
const OPENS = /^(\s*(?:(?:[-*+]|\d+[.)])\s+)*)(`{3,}(?=[^`]*$)|~{3,})(.*)$/;
const CLOSES = /^\s*(`{3,}|~{3,})\s*$/;

/** The fenced blocks of a Markdown text, in their order. */
export function fencesIn(markdown: string): Fence[] {
  const fences: Open[] = [];
  let open: Open | null = null;
  for (const [index, line] of markdown.split(/\r?\n/).entries()) {
    if (open === null) {
      open = openedBy(line, index + 1);
      if (open) fences.push(open);
    } else if (isClosedBy(open, line)) {
      open.closed = true;
      open = null;
    } else open.lines.push(line);
  }
  return fences.map(fenceOf);
}

function openedBy(line: string, number: number): Open | null {
  const [, before = "", mark = "", rest = ""] = OPENS.exec(line) ?? [];
  if (mark === "") return null;
  const [kind = "", ...words] = rest.trim().split(/\s+/);
  return { kind, words, line: number, mark, indent: before.length, lines: [], closed: false };
}

function isClosedBy({ mark }: Open, line: string): boolean {
  return CLOSES.exec(line)?.[1]?.startsWith(mark) ?? false;
}

function fenceOf({ kind, words, line, indent, lines, closed }: Open): Fence {
  const own = lines.map((text) => text.slice(Math.min(indent, text.length - text.trimStart().length)));
  return { kind, words, line, text: own.join("\n"), closed };
}
