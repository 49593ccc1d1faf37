import readline from "node:readline";
import type { Keys, Listening } from "../context.ts";

type OnKey = (key: string) => void;

interface Press {
  readonly name?: string;
  readonly ctrl?: boolean;
  readonly meta?: boolean;
  readonly sequence?: string;
}

/** As Ctrl+C without raw mode. */
const interrupt = () => process.kill(process.pid, "SIGINT");
const NAMED = new Set(["space", "left", "right", "up", "down"]);

/** The keyboard: key by key, or line by line where the screen is for everyone. */
export function keyboard(accessible: boolean): Keys {
  return { listen: (onKey) => (accessible ? byLine(onKey) : byKey(onKey)) };
}

function byKey(onKey: OnKey): Listening {
  const { stdin } = process;
  const onPress = (text: string | undefined, press: Press) => {
    if (press.ctrl && press.name === "c") interrupt();
    else if (press.ctrl && press.name === "z") suspend();
    else if (!press.ctrl && !press.meta) onKey(nameOf(text, press));
  };
  const resume = () => {
    stdin.setRawMode(true);
    stdin.resume();
    stdin.off("keypress", onPress).on("keypress", onPress);
  };
  const pause = () => {
    stdin.off("keypress", onPress);
    stdin.setRawMode(false);
    stdin.pause();
  };
  // The shell has its own mode meanwhile; what ran before goes on in ours.
  const suspend = () => {
    pause();
    process.once("SIGCONT", resume);
    process.kill(process.pid, "SIGTSTP");
  };
  readline.emitKeypressEvents(stdin);
  // The terminal is gone: nobody will ever press a key.
  stdin.once("end", interrupt).once("error", interrupt);
  resume();
  return {
    pause,
    resume,
    close: () => {
      stdin.off("end", interrupt).off("error", interrupt);
      pause();
    },
  };
}

function nameOf(text: string | undefined, { name }: Press): string {
  if (name === "return" || name === "enter") return "enter";
  if (name !== undefined && NAMED.has(name)) return name;
  return text ?? name ?? "";
}

/** Each line is a key. The end of the input is the wish to go. */
function byLine(onKey: OnKey): Listening {
  let lines: readline.Interface | null = null;
  const resume = () => {
    const opened = readline.createInterface({ input: process.stdin, terminal: false });
    lines = opened;
    opened.on("line", (line) => onKey(line.trim() === "" ? "enter" : line.trim().toLowerCase()));
    opened.on("close", () => {
      if (lines === opened) onKey("q");
    });
  };
  const pause = () => {
    const closing = lines;
    lines = null;
    closing?.close();
  };
  resume();
  return { pause, resume, close: pause };
}
