#!/usr/bin/env node
import { setMaxListeners } from "node:events";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { Command, CommanderError } from "commander";
import type { Context, Screen } from "./context.ts";
import { asTyped } from "./edges/as-typed.ts";
import { Cancelled, messageOf, UserError } from "./errors.ts";
import { type GlobalOptions, OPTIONS } from "./flags.ts";
import { VERBS } from "./verbs.ts";

const EXIT_COULD_NOT = 2;
const EXIT_CANCELLED = 130;

const packageFolder = dirname(dirname(fileURLToPath(import.meta.url)));
const { version } = JSON.parse(readFileSync(join(packageFolder, "package.json"), "utf8")) as {
  version: string;
};

const typed = asTyped(Object.keys(VERBS), process.env);
const interrupt = new AbortController();
// Two lanes of a proof listen with all that they do at once; Node.js warns at eleven, and more than these is a leak.
setMaxListeners(100, interrupt.signal);
let screen: Screen | undefined;
let resultWritten = false;

/** The parser of the command line. `done` gets the exit code of the verb that ran. */
function program(done: (exitCode: number) => void): Command {
  const root = new Command("size-matters")
    .description(
      "A guided workshop: from a naive Dockerfile to a multi-stage one, checked on the image you built.",
    )
    .version(version)
    .showSuggestionAfterError()
    .enablePositionalOptions()
    .exitOverride();
  for (const [name, { says, names = [], options, others, load }] of Object.entries(VERBS)) {
    const command = root.command([name, ...names].join(" ")).description(says);
    for (const option of options) command.addOption(OPTIONS[option]);
    if (others) command.passThroughOptions();
    command.action(async () => {
      const given = command.opts<GlobalOptions>();
      const ctx = await context(given);
      done(await (await load())(ctx, given as never, ...command.args));
    });
  }
  return root;
}

async function context(given: GlobalOptions): Promise<Context> {
  const { signal } = interrupt;
  const { terminalScreen } = await import("./edges/screen.ts");
  const { json = false, sarif = false, color = true, accessible = false } = given;
  const shown = terminalScreen({ json: json || sarif, color, accessible, typed });
  screen = {
    ...shown,
    result: (document) => {
      resultWritten = true;
      shown.result(document);
    },
  };
  const { realContext } = await import("./outside.ts");
  return realContext({ screen, signal, package: { packageFolder, version } });
}

/** Runs the program and gives its exit code. The only place that catches everything. */
async function main(argv: readonly string[]): Promise<number> {
  let exitCode = 0;
  try {
    await program((code) => {
      exitCode = code;
    }).parseAsync(withVerb(argv), { from: "user" });
    return exitCode;
  } catch (error) {
    return explain(error, argv);
  }
}

/** Without a verb it is `start`; not a default command of the parser, which would take every typing error for it. */
function withVerb(argv: readonly string[]): string[] {
  const [first] = argv;
  const alone =
    first === undefined || (first.startsWith("-") && !["-h", "--help", "-V", "--version"].includes(first));
  return alone ? ["start", ...argv] : [...argv];
}

function explain(error: unknown, argv: readonly string[]): number {
  // Commander has already written what is wrong, or the help that was asked for.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : EXIT_COULD_NOT;
  if (error instanceof Cancelled || interrupt.signal.aborted) {
    process.stderr.write("\nCancelled. Nothing half made is left; the same command goes on from here.\n");
    return EXIT_CANCELLED;
  }
  if (error instanceof UserError) {
    const reason = error.cause === undefined ? "" : `\nReason: ${messageOf(error.cause)}`;
    process.stderr.write(
      typed(
        `\n${tinted("bad", "Problem:")} ${error.message}${reason}\n${tinted("strong", "To do:")} ${error.fix}\n`,
      ),
    );
  } else {
    process.stderr.write(
      `\nThis is a bug in size-matters. Please report it with these lines:\n${stackOf(error)}\n`,
    );
  }
  if (argv.includes("--json") && !resultWritten) {
    const fix = error instanceof UserError ? error.fix : null;
    process.stdout.write(
      `${JSON.stringify({ schemaVersion: 1, error: { problem: messageOf(error), fix } }, null, 2)}\n`,
    );
  }
  return EXIT_COULD_NOT;
}

function tinted(tone: "bad" | "strong", text: string): string {
  return screen?.tint(tone, text) ?? text;
}

function stackOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

function stopAtInterrupt(): void {
  if (interrupt.signal.aborted) process.exit(EXIT_CANCELLED);
  interrupt.abort(new Cancelled());
}

process.on("SIGINT", stopAtInterrupt);
process.on("SIGTERM", stopAtInterrupt);
// The window was closed.
process.on("SIGHUP", stopAtInterrupt);
// A reader that went away (`| head`) is no failure of ours.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit(EXIT_COULD_NOT);
  throw error;
});
// Should the event loop drain before `main` has an answer, that is no success.
process.exitCode = EXIT_COULD_NOT;
process.exitCode = await main(process.argv.slice(2));
// The cursor that a redrawn list has hidden.
if (process.stdout.isTTY) process.stdout.write("\u001b[?25h");
