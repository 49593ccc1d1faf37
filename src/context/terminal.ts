export type Tone = "good" | "bad" | "quiet" | "strong";

export interface Screen {
  /** True when standard input and output are terminals. */
  readonly interactive: boolean;
  /** Static lines, numbered choices, nothing that is drawn again: for screen readers, and for who likes it. */
  readonly accessible: boolean;
  /** The size of the terminal now, in characters; 80 by 24 where there is none. */
  size(): { readonly columns: number; readonly rows: number };
  /** One or more lines for the reader: standard output, or standard error when the result is JSON. */
  say(text?: string): void;
  /** What is no part of the answer: always standard error. */
  note(text: string): void;
  /** Markdown, rendered for a terminal or shown as it is. */
  page(markdown: string): void;
  /** The lines of Markdown as `page` would show them. */
  lines(markdown: string): string[];
  /** A path that can be clicked, in terminals that have that. */
  link(path: string): string;
  /** Colours a piece of text where colour is wanted; never the only carrier of a meaning. */
  tint(tone: Tone, text: string): string;
  /** A text with the program's own commands as they are typed on this machine: before it is put into lines. */
  typed(text: string): string;
  /** A passing line for somebody who waits at a terminal; the next one, or "", replaces it. */
  status(text: string): void;
  /** The one JSON document of `--json`, on standard output. */
  result(document: unknown): void;
}

export interface Ask {
  /**
   * A yes-or-no question.
   * @throws UserError without a terminal (`flag` is what answers it there); Cancelled at Ctrl+C or Esc.
   */
  confirm(question: string, flag: string): Promise<boolean>;
  /**
   * One of several; null when the question is left with Esc.
   * @throws UserError without a terminal; Cancelled at Ctrl+C
   */
  choose<T>(question: string, choices: readonly Choice<T>[], flag: string): Promise<T | null>;
  /**
   * A line of text; null when the question is left with Esc or nothing is written.
   * @throws UserError without a terminal; Cancelled at Ctrl+C
   */
  text(question: string, flag: string): Promise<string | null>;
}

export interface Choice<T> {
  readonly says: string;
  readonly value: T;
  /** The one that is chosen at first. */
  readonly first?: boolean;
}

/** Single key presses. */
export interface Keys {
  /**
   * Tells each key by its letter, or as `enter`, `space`, `left`, `right`, `up`, `down`. Ctrl+C interrupts the program
   * as it does without. In the accessible mode it is the first letter, or the number, of each line.
   */
  listen(onKey: (key: string) => void): Listening;
}

export interface Listening {
  /** Leaves the keyboard to a question, or to a program of the learner's. */
  pause(): void;
  resume(): void;
  /** Gives the terminal back as it was. */
  close(): void;
}

/** Says what a task is doing or waiting for right now; one short line, replaced by the next. */
export type Report = (detail: string) => void;

export interface Task {
  readonly title: string;
  readonly work: (report: Report) => Promise<void>;
}

export interface Tasks {
  /** Does the tasks one after the other and shows which of how many, how long, and what it waits for. */
  run(tasks: readonly Task[]): Promise<void>;
}
