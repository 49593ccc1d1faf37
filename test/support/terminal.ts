import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { stripVTControlCharacters } from "node:util";
import { testEnvironment } from "./engine-setup.ts";

const CLI = fileURLToPath(new URL("../../dist/cli.js", import.meta.url));

export const KEY = { enter: "\r", escape: "\u001b", ctrlC: "\u0003", down: "\u001b[B" } as const;

export interface TerminalOptions {
  readonly home: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly rows?: number;
  readonly columns?: number;
  /** The Node.js that runs the program; this one unless given. */
  readonly node?: string;
}

/** The program on a pseudo-terminal, and somebody in front of it. */
export interface Terminal {
  /** Everything that was shown, without colours and other control sequences. */
  screen(): string;
  /** Everything as it was written. */
  raw(): string;
  /**
   * Waits until this is shown behind what was waited for last; gives what stands between. Rejects after so many
   * milliseconds, four minutes unless given.
   */
  until(text: string | RegExp, within?: number): Promise<string>;
  press(keys: string): void;
  /** How it ended, and what the terminal's settings were afterwards. */
  readonly ended: Promise<{ readonly exitCode: number; readonly settings: string }>;
}

const WITHIN = 240_000;

/** Starts the program on a pseudo-terminal, by `script` of util-linux. */
export function openTerminal(args: readonly string[], options: TerminalOptions): Terminal {
  const { home, env = {}, rows = 40, columns = 100, node = process.execPath } = options;
  const command = [node, CLI, ...args].map((word) => `'${word}'`).join(" ");
  const { NO_COLOR: _, ...inherited } = process.env;
  const line = `stty rows ${rows} cols ${columns}; ${command}; echo "ended with $?"; stty -a`;
  const child = spawn("script", ["-qfc", line, "/dev/null"], {
    cwd: home,
    env: { ...inherited, ...testEnvironment(home), TERM: "xterm-256color", ...env },
  });
  let raw = "";
  let seen = 0;
  let look = () => {};
  child.stdout.setEncoding("utf8").on("data", (piece: string) => {
    raw += piece;
    look();
  });
  const screen = () => stripVTControlCharacters(raw).replaceAll("\r", "");
  const closed = new Promise<void>((resolve) => child.once("close", () => resolve()));
  const until = (text: string | RegExp, within = WITHIN) =>
    new Promise<string>((resolve, reject) => {
      const timer = setTimeout(
        () => reject(new Error(`${text} was not shown:\n${screen().slice(seen)}`)),
        within,
      );
      const rejectAtEnd = () => {
        clearTimeout(timer);
        reject(new Error(`${text} was not shown, and the program has ended:\n${screen().slice(seen)}`));
      };
      child.once("close", rejectAtEnd);
      look = () => {
        const fresh = screen().slice(seen);
        const found = typeof text === "string" ? fresh.indexOf(text) : fresh.search(text);
        if (found < 0) return;
        const length = typeof text === "string" ? text.length : (text.exec(fresh)?.[0].length ?? 0);
        clearTimeout(timer);
        child.off("close", rejectAtEnd);
        look = () => {};
        seen += found + length;
        resolve(fresh.slice(0, found + length));
      };
      look();
    });
  const ended = closed.then(() => ({
    exitCode: Number(/ended with (\d+)/.exec(screen())?.[1] ?? -1),
    settings: screen().slice(screen().lastIndexOf("ended with")),
  }));
  return { screen, raw: () => raw, until, press: (keys) => child.stdin.write(keys), ended };
}
