import { createInterface } from "node:readline/promises";
import type { Choice, Screen } from "../context.ts";
import { Cancelled } from "../errors.ts";

/** Questions as lines with numbered choices: nothing is drawn again, so that a screen reader can follow. */
export function askPlainly({ say }: Pick<Screen, "say">, signal: AbortSignal) {
  const text = async (question: string): Promise<string | null> => {
    const answer = await lineOf(`${question} (Enter alone leaves the question) `, signal);
    return answer || null;
  };
  return {
    text,
    confirm: async (question: string): Promise<boolean> => {
      const answer = await lineOf(`${question} yes or no, Enter for yes: `, signal);
      return answer === "" || /^y/i.test(answer);
    },
    choose: async <T>(question: string, choices: readonly Choice<T>[]): Promise<T | null> => {
      say(question);
      for (const [index, { says }] of choices.entries()) say(`  ${index + 1}. ${says}`);
      for (;;) {
        const answer = await text(`A number from 1 to ${choices.length}:`);
        if (answer === null) return null;
        const chosen = choices[Number(answer) - 1];
        if (chosen) return chosen.value;
        say(`"${answer}" is none of them.`);
      }
    },
  };
}

async function lineOf(question: string, signal: AbortSignal): Promise<string> {
  const lines = createInterface({ input: process.stdin, output: process.stdout, terminal: false });
  try {
    return (await lines.question(question, { signal })).trim();
  } catch (error) {
    if (signal.aborted) throw new Cancelled();
    throw error;
  } finally {
    lines.close();
  }
}
