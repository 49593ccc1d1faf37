import type { Document, ErrorCode } from "yaml";

/** Something wrong at a place of the text. */
export interface Misread {
  readonly offset: number;
  readonly says: string;
}

/** Errors that end at their own place: what follows is read as it was meant. After any other, only the first is true. */
const LOCAL: readonly ErrorCode[] = [
  "BLOCK_AS_IMPLICIT_KEY",
  "BAD_SCALAR_START",
  "BAD_DQ_ESCAPE",
  "TAG_RESOLVE_FAILED",
];

/** What keeps a text from being YAML, in words for who wrote it: one sentence a line. */
export function wordsForErrors(text: string, { errors, warnings }: Document): Misread[] {
  const all = [...errors, ...warnings].sort((a, b) => a.pos[0] - b.pos[0]);
  const first = all.findIndex(({ code }) => !LOCAL.includes(code));
  const told = first < 0 ? all : all.slice(0, first + 1);
  const lineOf = (offset: number) => text.lastIndexOf("\n", offset - 1);
  return told
    .filter(({ pos }, index) => lineOf(pos[0]) !== lineOf(told[index - 1]?.pos[0] ?? -1) || index === 0)
    .map(({ code, message, pos }) => ({ offset: pos[0], says: wordsFor(code, message) }));
}

const ELSEWHERE =
  "This line belongs to nothing above it. Mend its indentation, two blanks a level, or write a blank after its hyphen.";

/** The library's codes with a part of its message, and what a lab's author should read. The first that fits counts. */
const WORDS: readonly (readonly [ErrorCode, RegExp, string])[] = [
  ["TAB_AS_INDENT", /./, "A tab indents this line. Write blanks: two for each level."],
  [
    "BLOCK_AS_IMPLICIT_KEY",
    /Nested/,
    "There is one colon too many. Put a text that has a colon in quotes, or mend the indentation of the next line.",
  ],
  ["BAD_SCALAR_START", /./, "A text cannot begin with this character. Put the text in quotes."],
  ["TAG_RESOLVE_FAILED", /./, 'A text cannot begin with "!". Put it in quotes.'],
  [
    "BAD_DQ_ESCAPE",
    /./,
    "In double quotes a backslash must be doubled. Or use single quotes, where it may stand alone.",
  ],
  [
    "MISSING_CHAR",
    /quote$/,
    "A quote was opened, and is not closed. Write it once more where the text ends.",
  ],
  [
    "UNEXPECTED_TOKEN",
    /scalar at node end/,
    "The text goes on behind the quote or bracket that ends it. Put all of it in quotes, and double those inside.",
  ],
  [
    "UNEXPECTED_TOKEN",
    /block-seq-ind on same line/,
    "A list begins in the line below its key, with a hyphen and a blank.",
  ],
  ["UNEXPECTED_TOKEN", /header includes extra/, "After | or > the text begins in the next line."],
  ["BAD_INDENT", /end with a/, "A bracket was opened, and is not closed before this place."],
  ["BAD_INDENT", /./, ELSEWHERE],
  ["MISSING_CHAR", /without - indicator/, ELSEWHERE],
  [
    "MISSING_CHAR",
    /followed by map values/,
    'This is no "key: value". Is a colon missing, or the blank after a hyphen?',
  ],
  ["BLOCK_AS_IMPLICIT_KEY", /./, ELSEWHERE],
  [
    "BLOCK_IN_FLOW",
    /./,
    "Lines with hyphens cannot stand between brackets. Is a bracket before this place not closed?",
  ],
  [
    "UNEXPECTED_TOKEN",
    /./,
    "This belongs to nothing. Look for a comma, a quote or a bracket too many before it.",
  ],
  ["MULTILINE_IMPLICIT_KEY", /./, 'This is no "key: value", and no part of what stands above it.'],
  ["MULTIPLE_DOCS", /./, "A second document begins here. Take out --- or ... and what follows it."],
  ["RESOURCE_EXHAUSTION", /./, "This is nested deeper than any lab needs."],
];

function wordsFor(code: ErrorCode, message: string): string {
  const known = WORDS.find(([one, pattern]) => one === code && pattern.test(message));
  return known?.[2] ?? `This is not YAML: ${message}.`;
}
