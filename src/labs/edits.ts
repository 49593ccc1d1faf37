/** A change of a file: a text that occurs in it once, and what stands there instead. */
export interface Edit {
  readonly in: string;
  readonly find: string;
  readonly put: string;
}

/** How often the text that an edit looks for occurs. An edit is made only where that is once. */
export function occurrences(text: string, { find }: Pick<Edit, "find">): number {
  return text.split(find).length - 1;
}

/** A text with all edits made in it that fit it, one after the other. The others are left out. */
export function editedAsFar(text: string, edits: readonly Edit[]): string {
  return edits.reduce(
    (before, edit) => (occurrences(before, edit) === 1 ? edited(before, edit) : before),
    text,
  );
}

/**
 * A text with an edit made in it.
 * @throws Error where the text that is looked for does not occur exactly once
 */
export function edited(text: string, edit: Edit): string {
  const count = occurrences(text, edit);
  if (count !== 1) throw new Error(`"${edit.find}" occurs ${count} times in ${edit.in}, not once`);
  return text.replace(edit.find, () => edit.put);
}
