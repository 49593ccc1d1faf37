/** Something that the person at the keyboard can mend. Shown as two sentences, never with a stack. */
export class UserError extends Error {
  /** What to type or to do next. */
  readonly fix: string;

  /**
   * @param problem What is wrong, and where: a full sentence.
   * @param options `fix`: what to type next; `cause`: the error underneath, shown as "Reason:".
   */
  constructor(problem: string, options: { fix: string; cause?: unknown }) {
    super(problem, { cause: options.cause });
    this.name = "UserError";
    this.fix = options.fix;
  }
}

/** The learner interrupted: exit code 130, no message of failure. */
export class Cancelled extends Error {
  constructor(cause?: unknown) {
    super("Cancelled.", { cause });
    this.name = "Cancelled";
  }
}

/** The text of anything that was thrown, in one line. */
export function messageOf(thrown: unknown): string {
  const text = thrown instanceof Error ? thrown.message : String(thrown);
  return text.replaceAll(/\s+/g, " ").trim();
}
