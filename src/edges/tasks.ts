import { stripVTControlCharacters } from "node:util";
import type { Screen, Task, Tasks } from "../context.ts";

/** Say again what is being waited for after this long without news. Milliseconds. */
const STILL_WAITING = 20_000;

/** Progress of long work: one redrawn list on a terminal, plain lines in a pipe. */
export function progress(screen: Screen, signal: AbortSignal): Tasks {
  return { run: (tasks) => (canRedraw(screen) ? asList(tasks, signal) : asLines(tasks, screen, signal)) };
}

/** A terminal that does not know its width would get a list of one letter a line. */
function canRedraw({ interactive, accessible }: Pick<Screen, "interactive" | "accessible">): boolean {
  return interactive && !accessible && process.stdout.columns > 0;
}

async function asList(tasks: readonly Task[], signal: AbortSignal): Promise<void> {
  const { Listr } = await import("listr2");
  const list = new Listr<object, "default">(
    tasks.map(({ title, work }, index) => ({
      title: `${place(index, tasks.length)} ${title}`,
      task: async (_, shown) => {
        signal.throwIfAborted();
        const started = Date.now();
        await work((detail) => {
          shown.output = shortened(detail);
        });
        shown.title = `${shown.title} (${seconds(started)})`;
      },
    })),
    { rendererOptions: { showErrorMessage: false }, exitOnError: true, registerSignalListeners: false },
  );
  await list.run();
}

async function asLines(tasks: readonly Task[], screen: Screen, signal: AbortSignal): Promise<void> {
  for (const [index, { title, work }] of tasks.entries()) {
    signal.throwIfAborted();
    const started = Date.now();
    const at = place(index, tasks.length);
    screen.say(`${at} ${title}`);
    let latest = title;
    const reminder = setInterval(
      () => screen.say(`${at}   still at it after ${seconds(started)}: ${latest}`),
      STILL_WAITING,
    );
    try {
      await work((detail) => {
        latest = shortened(detail);
      });
    } finally {
      clearInterval(reminder);
    }
    screen.say(`${at} done in ${seconds(started)}`);
  }
}

const LONGEST_DETAIL = 100;

/** The newest part of what a program said, without what would move the cursor. */
export function shortened(detail: string): string {
  const newest = detail.split("\r").findLast((piece) => piece.trim() !== "") ?? "";
  const plain = stripVTControlCharacters(newest)
    .replaceAll(/\p{Cc}/gu, " ")
    .trim();
  return plain.length > LONGEST_DETAIL ? `${plain.slice(0, LONGEST_DETAIL - 1)}…` : plain;
}

function place(index: number, count: number): string {
  return `[${String(index + 1).padStart(String(count).length)}/${count}]`;
}

function seconds(started: number): string {
  return `${((Date.now() - started) / 1000).toFixed(1)} s`;
}
