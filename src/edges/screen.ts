import { createRequire } from "node:module";
import { styleText } from "node:util";
import type { Screen, Tone } from "../context.ts";

export interface ScreenOptions {
  /** Standard output belongs to one JSON document; everything else goes to standard error. */
  readonly json: boolean;
  /** False for `--no-color`. */
  readonly color: boolean;
}

const STYLES = { good: "green", bad: "red", quiet: "dim", strong: "bold" } as const satisfies Record<
  Tone,
  string
>;

/** The terminal, or the pipe that stands in for it. */
export function terminalScreen(options: ScreenOptions): Screen {
  const out = options.json ? process.stderr : process.stdout;
  const coloured = options.color && wantsColour(out, process.env);
  return {
    interactive: !options.json && process.stdin.isTTY === true && process.stdout.isTTY === true,
    say: (text = "") => {
      out.write(`${text}\n`);
    },
    page: (markdown) => {
      out.write(coloured ? rendered(markdown, out.columns || 80) : `${markdown}\n`);
    },
    tint: (tone, text) => (coloured ? styleText(STYLES[tone], text, { validateStream: false }) : text),
    status: (text) => {
      if (process.stderr.isTTY) process.stderr.write(`\r\u001b[K${text}`);
    },
    result: (document) => {
      process.stdout.write(`${JSON.stringify(document, null, 2)}\n`);
    },
  };
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
