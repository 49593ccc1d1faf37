import { dirname } from "node:path";
import { UserError } from "../errors.ts";

/** Does work that writes to a path. @throws UserError when the disk is full, or the user's share of it */
export async function withRoom<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const { code = "" } = error as NodeJS.ErrnoException;
    if (code !== "ENOSPC" && code !== "EDQUOT") throw error;
    throw new UserError(`The disk that holds ${dirname(path)} is full.`, {
      fix: "Make room there, and do it once more.",
      cause: error,
    });
  }
}
