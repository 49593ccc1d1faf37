/** What stands for `{{name}}` in a lab's texts and files. */
export type Values = Readonly<Record<string, string>>;

const PLACE = /\{\{\s*([\w.-]+)\s*\}\}/g;

/** The text with a value in place of each `{{name}}` that is known; others stay. */
export function fill(text: string, values: Values): string {
  return text.replaceAll(PLACE, (whole, name: string) =>
    Object.hasOwn(values, name) ? (values[name] ?? whole) : whole,
  );
}

/** Words of Go templates, as `docker inspect --format` reads them: nobody fills these, and nobody should. */
const GO_WORDS = ["end", "else", "break", "continue"];

/** Every `{{name}}` in a text, and where. Go templates are none: `{{.Size}}`, `{{json .Config}}`, `{{end}}`. */
export function placesIn(text: string): { readonly name: string; readonly offset: number }[] {
  const found = [...text.matchAll(PLACE)].map(({ 1: name = "", index }) => ({ name, offset: index }));
  return found.filter(({ name }) => /^[A-Za-z]/.test(name) && !GO_WORDS.includes(name));
}

/** Whether the values are put into a file of a lab: into Dockerfiles and texts. */
export function isFilled(path: string): boolean {
  return /(^|\/)(Dockerfile|[^/]*\.Dockerfile|[^/]*\.txt)$/.test(path);
}
