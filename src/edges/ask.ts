import readline from "node:readline";
import type { Ask, Choice, Screen } from "../context.ts";
import { Cancelled, UserError } from "../errors.ts";
import { askPlainly } from "./ask-plainly.ts";

/** Questions by enquirer, which is loaded at the first one; line by line where the screen is for everyone. */
export function prompts(
  screen: Pick<Screen, "interactive" | "accessible" | "say">,
  signal: AbortSignal,
): Ask {
  const asked = screen.accessible ? askPlainly(screen, signal) : byEnquirer;
  const checked = (question: string, flag: string) => {
    if (!screen.interactive) throw unanswered(question, flag);
  };
  return {
    confirm: async (question, flag) => {
      checked(question, flag);
      return asked.confirm(question);
    },
    choose: async (question, choices, flag) => {
      checked(question, flag);
      return asked.choose(question, choices);
    },
    text: async (question, flag) => {
      checked(question, flag);
      return asked.text(question);
    },
  };
}

/** Without a terminal enquirer never answers and Node ends with 0: https://github.com/enquirer/enquirer/issues/480 */
function unanswered(question: string, flag: string): UserError {
  return new UserError(`"${question}" cannot be asked: there is no terminal.`, {
    fix: `Answer it beforehand with ${flag}.`,
  });
}

const byEnquirer = {
  confirm: async (question: string): Promise<boolean> => {
    const yes = await asked<boolean>({ type: "confirm", message: question, initial: true });
    if (yes === null) throw new Cancelled();
    return yes;
  },
  choose: async <T>(question: string, choices: readonly Choice<T>[]): Promise<T | null> => {
    const at = choices.findIndex(({ first }) => first);
    const look = { initial: Math.max(0, at), limit: Math.max(3, (process.stdout.rows || 24) - 4) };
    const names = choices.map(({ says }) => ({ name: says }));
    const name = await asked<string>({ type: "select", message: question, ...look, choices: names });
    return choices.find(({ says }) => says === name)?.value ?? null;
  },
  text: async (question: string): Promise<string | null> => {
    const text = await asked<string>({ type: "input", message: question });
    return text?.trim() || null;
  },
};

/** The answer; null for Esc. enquirer rejects with an empty string: https://github.com/enquirer/enquirer/issues/225 */
async function asked<T>(question: object): Promise<T | null> {
  surviveClosedReadline();
  const { default: enquirer } = await import("enquirer");
  let interrupted = false;
  const watch = (_: unknown, { ctrl, name }: { ctrl?: boolean; name?: string }) => {
    interrupted = ctrl === true && name === "c";
  };
  process.stdin.on("keypress", watch);
  try {
    const { answer } = await enquirer.prompt<{ answer: T }>({ ...question, name: "answer" } as never);
    return answer;
  } catch (error) {
    if (error !== "" && error !== undefined) throw error;
    if (interrupted) throw new Cancelled();
    return null;
  } finally {
    process.stdin.off("keypress", watch);
  }
}

let survives = false;

/** enquirer pauses a readline that Node 24.2 has already closed: https://github.com/enquirer/enquirer/issues/483 */
function surviveClosedReadline(): void {
  if (survives) return;
  survives = true;
  const { prototype } = readline.Interface;
  const { pause } = prototype;
  prototype.pause = function (this: readline.Interface & { closed?: boolean }) {
    return this.closed ? this : pause.call(this);
  };
}
