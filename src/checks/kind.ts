import type { z } from "zod";
import type { Subject } from "./subject.ts";
import type { Judgement } from "./verdict.ts";

/**
 * The kinds of check, by the name that `type` has in a lab. Each file of `kinds/` adds its own; then the compiler asks for
 * a line in `kinds.ts`.
 */
// biome-ignore lint/suspicious/noEmptyInterface: filled by the files of kinds/, each with its own line
export interface CheckKinds {}

export type CheckType = keyof CheckKinds;

/** A kind of check: a question about the built image, the running app, the build or an answer. */
export interface Kind<Options> {
  /** What it asks, in a sentence, for who writes a lab. */
  readonly says: string;
  /** What a lab may set: a strict object, every key described. */
  readonly options: z.ZodObject<z.ZodRawShape, z.core.$strict> & z.ZodType<Options>;
  /** Asks it. May throw: then the verdict is could-not-check. */
  judge(options: Options, subject: Subject): Promise<Judgement>;
}
