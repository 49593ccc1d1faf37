import readline from "node:readline";
import type { Ask, Screen } from "../context.ts";
import { Cancelled, UserError } from "../errors.ts";

/** Questions by enquirer, which is loaded at the first one. */
export function prompts(screen: Pick<Screen, "interactive">): Ask {
  return {
    confirm: async (question, flag) => {
      if (!screen.interactive) throw unanswered(question, flag);
      return confirm(question);
    },
  };
}

/** Without a terminal enquirer never answers and Node ends with 0: https://github.com/enquirer/enquirer/issues/480 */
function unanswered(question: string, flag: string): UserError {
  return new UserError(`"${question}" cannot be asked: there is no terminal.`, {
    fix: `Answer it beforehand with ${flag}.`,
  });
}

async function confirm(question: string): Promise<boolean> {
  surviveClosedReadline();
  const { default: enquirer } = await import("enquirer");
  try {
    const { yes } = await enquirer.prompt<{ yes: boolean }>({
      type: "confirm",
      name: "yes",
      message: question,
      initial: true,
    });
    return yes;
  } catch (error) {
    // Ctrl+C and Esc reject with an empty string: https://github.com/enquirer/enquirer/issues/225
    if (error === "" || error === undefined) throw new Cancelled();
    throw error;
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
