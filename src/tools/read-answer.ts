import type { z } from "zod";
import { UserError } from "../errors.ts";

/**
 * What a tool answered in JSON. Warnings may stand before it.
 * @throws UserError when there is none, or only a half, or it is not what the tool says in the versions that are known
 */
export function readAnswer<T>(schema: z.ZodType<T>, printed: string, by: string): T {
  const read = schema.safeParse(jsonIn(printed));
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  throw notUnderstood(by, `${issue?.path.join(".") || "its answer"}: ${issue?.message}`);
}

/** A tool said something that cannot be read. */
export function notUnderstood(by: string, why: string): UserError {
  return new UserError(`What ${by} says could not be read (${why}).`, {
    fix: "See what it says when it is run by hand: size-matters run, its name and the image. Then type the command again.",
  });
}

/** The JSON that begins on a line of its own, and is whole; undefined without one. */
function jsonIn(printed: string): unknown {
  for (const { index } of printed.matchAll(/^[[{]/gm)) {
    const json = parsed(printed.slice(index));
    if (json !== undefined) return json;
  }
  return undefined;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
