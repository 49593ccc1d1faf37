/** What stands for `{{name}}` in a lab's texts and files. */
export type Values = Readonly<Record<string, string>>;

/** The text with a value in place of each `{{name}}` that is known; others stay. */
export function fill(text: string, values: Values): string {
  return text.replaceAll(/\{\{\s*([\w.-]+)\s*\}\}/g, (whole, name: string) => values[name] ?? whole);
}
