import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { styleText } from "node:util";
import { wrapped } from "../columns.ts";
import type { Screen, Tone } from "../context.ts";

export interface ScreenOptions {
  /** Standard output belongs to one JSON document; everything else goes to standard error. */
  readonly json: boolean;
  /** False for `--no-color`. */
  readonly color: boolean;
  /** True for `--accessible`. */
  readonly accessible: boolean;
  /** A text with the program's own commands as they are typed here. */
  readonly typed: (text: string) => string;
}

const STYLES = { good: "green", bad: "red", quiet: "dim", strong: "bold" } as const satisfies Record<
  Tone,
  string
>;

/** The terminal, or the pipe that stands in for it. */
export function terminalScreen(options: ScreenOptions): Screen {
  const out = options.json ? process.stderr : process.stdout;
  const coloured = options.color && wantsColour(out, process.env);
  const accessible = options.accessible || wantsAccessible(process.env);
  const passing = passingLine(accessible);
  const size = () => ({ columns: out.columns || 80, rows: out.rows || 24 });
  const asShown = (markdown: string) => {
    const text = plainFences(options.typed(markdown));
    return coloured ? rendered(text, size().columns) : wrappedPlain(text, size().columns);
  };
  return {
    interactive: !options.json && process.stdin.isTTY === true && process.stdout.isTTY === true,
    accessible,
    size,
    say: (text = "") => {
      passing.clear();
      out.write(`${options.typed(text)}\n`);
    },
    note: (text) => {
      passing.clear();
      process.stderr.write(`${options.typed(text)}\n`);
    },
    page: (markdown) => {
      passing.clear();
      out.write(coloured ? asShown(markdown) : `${options.typed(markdown)}\n`);
    },
    lines: (markdown) => asShown(markdown).trimEnd().split("\n"),
    typed: options.typed,
    link: (path) => (coloured && out.isTTY ? linked(path) : path),
    tint: (tone, text) => (coloured ? styleText(STYLES[tone], text, { validateStream: false }) : text),
    status: passing.show,
    result: (document) => {
      process.stdout.write(`${JSON.stringify(document, null, 2)}\n`);
    },
  };
}

/** A switch that other tools read, too: https://github.com/charmbracelet/huh#accessibility */
function wantsAccessible(env: Readonly<Record<string, string | undefined>>): boolean {
  return env.ACCESSIBLE !== undefined && !["", "0", "false"].includes(env.ACCESSIBLE);
}

/** A line on standard error that is replaced by the next one, and by whatever is said. */
function passingLine(accessible: boolean) {
  const { stderr } = process;
  let shown = "";
  const show = (text: string) => {
    if (!stderr.isTTY || accessible || text === shown) return;
    shown = text;
    stderr.write(`\r\u001b[K${text.slice(0, (stderr.columns || 80) - 1)}`);
  };
  return { show, clear: () => show("") };
}

/** A link of the terminal: https://gist.github.com/egmontkob/eb114294efbcd5adb1944c9f3cb5feda */
function linked(path: string): string {
  return `\u001b]8;;${pathToFileURL(path).href}\u001b\\${path}\u001b]8;;\u001b\\`;
}

/** The words behind a fence's language are for `prove`; of an output block there is no language to colour. */
function plainFences(markdown: string): string {
  return markdown.replaceAll(/^(\s*```)(\w*).*$/gm, (_, fence, language) =>
    language === "sh" || language === "dockerfile" ? `${fence}${language}` : fence,
  );
}

/** Paragraphs in lines that fit; tables, lists, figures and commands as they are. */
function wrappedPlain(markdown: string, columns: number): string {
  let fenced = false;
  return markdown
    .split("\n")
    .flatMap((line) => {
      if (/^\s*```/.test(line)) fenced = !fenced;
      const asIs = fenced || /^\s*(```|[|>#]|[-*] |\d+\. )/.test(line);
      return asIs || line.length < columns ? [line] : wrapped(line, columns - 1);
    })
    .join("\n");
}

/** https://no-color.org, https://force-color.org, and a terminal that says it is not dumb. */
export function wantsColour(
  out: { readonly isTTY?: boolean },
  env: Readonly<Record<string, string | undefined>>,
): boolean {
  if (env.NO_COLOR) return false;
  if (env.FORCE_COLOR && env.FORCE_COLOR !== "0") return true;
  return out.isTTY === true && env.TERM !== "dumb";
}

/** Markdown by marked-terminal, which is loaded only when a page is shown in colour. */
function rendered(markdown: string, columns: number): string {
  const require = createRequire(import.meta.url);
  const { Marked } = require("marked") as typeof import("marked");
  const { markedTerminal } = require("marked-terminal") as { markedTerminal: (options: object) => object };
  const marked = new Marked(
    markedTerminal({
      width: Math.min(columns, 100),
      reflowText: true,
      emoji: false,
      tableOptions: { style: {} },
    }),
    // List items lose their inline marks otherwise: https://github.com/mikaelbr/marked-terminal/issues/371
    { renderer: { text: inlineText } },
  );
  return String(marked.parse(markdown));
}

function inlineText(
  this: { parser: { parseInline: (tokens: never) => string } },
  token: object,
): string | false {
  return "tokens" in token && token.tokens ? this.parser.parseInline(token.tokens as never) : false;
}
