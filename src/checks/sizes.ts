import { z } from "zod";
import { UserError } from "../errors.ts";
import { formatBytes, parseBytes } from "../figures.ts";
import type { Subject } from "./subject.ts";

/** A size, as a lab writes it. */
export const size = z
  .string()
  .refine((text) => parseBytes(text) !== null, "Write a size: 150MB, 1.2 GB, 500 kB")
  .describe("A size: 150MB, 1.2 GB, 500 kB; powers of 1000.");

const share = z
  .strictObject({
    "share-of": z
      .string()
      .min(1)
      .describe(
        "The lab whose build is the measure: naive. The smaller of the learner's and the reference's counts.",
      ),
    percent: z.number().positive().max(100).describe("How much of it, in percent."),
  })
  .describe("A share of what an earlier lab's build has.");

/** How a lab writes a limit on bytes. */
export const limit = z
  .union([size, share])
  .describe("A size, or a share of what an earlier lab's build has.");

/** A limit in bytes, and how it is said. */
export interface Limit {
  readonly bytes: number;
  readonly says: string;
}

/** The bytes of a size that the schema let through. */
export function bytesOf(written: string): number {
  const bytes = parseBytes(written);
  if (bytes !== null) return bytes;
  throw new Error(`"${written}" is no size.`);
}

/**
 * The limit as a number of bytes. `of` chooses what of the earlier build is the measure.
 * @throws UserError when that is not known: nobody is measured by nothing
 */
export async function limitOf(
  written: z.infer<typeof limit>,
  subject: Pick<Subject, "earlier">,
  of: "bytes" | "baseBytes",
): Promise<Limit> {
  if (typeof written === "string") {
    const most = bytesOf(written);
    return { bytes: most, says: `at most ${formatBytes(most)}` };
  }
  const earlier = await subject.earlier(written["share-of"]);
  const whole = earlier[of];
  const what = of === "bytes" ? earlier.whose : `the base of ${earlier.whose}`;
  if (!Number.isFinite(whole) || whole <= 0) {
    throw new UserError(`How large ${what} is could not be found out.`, {
      fix: `Check that lab again: size-matters check ${written["share-of"]}`,
    });
  }
  const most = (whole * written.percent) / 100;
  return {
    bytes: most,
    says: `at most ${written.percent} % of ${what} (${formatBytes(whole)}): ${formatBytes(most)}`,
  };
}
