import type { RunResult } from "../context.ts";
import { messageOf, UserError } from "../errors.ts";

/** Is this a full disk? Engines and tools have no code of their own for it; these are the kernel's words. */
export function isDiskFull(thrown: unknown): boolean {
  return /no space left on device|disk quota exceeded/i.test(messageOf(thrown));
}

/** Did a program meet a full disk? All it said counts: tools go on for a long time after the first failed write. */
export function metFullDisk({ stderr, stdout }: RunResult): boolean {
  return isDiskFull(`${stderr}\n${stdout}`);
}

/**
 * The sentence for a full disk.
 * @param whose for example "of the Docker engine at unix:///var/run/docker.sock"
 */
export function diskFull(whose: string, cause?: unknown): UserError {
  return new UserError(`The disk ${whose} is full.`, {
    fix: "Make room (docker system df shows what the engine holds), and type the same command: it goes on from here.",
    cause,
  });
}
