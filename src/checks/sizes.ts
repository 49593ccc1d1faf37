import { z } from "zod";
import { formatBytes, parseBytes } from "../figures.ts";
import type { Subject } from "./subject.ts";

const bytes = z
  .string()
  .refine((text) => parseBytes(text) !== null, "Write a size: 150MB, 1.2 GB, 500 kB")
  .describe("A size: 150MB, 1.2 GB, 500 kB; powers of 1000.");

const share = z
  .strictObject({
    "share-of": z
      .string()
      .describe(
        "The lab whose build is the measure: naive. The smaller of the learner's and the reference's counts.",
      ),
    percent: z.number().positive().max(100).describe("How much of it, in percent."),
  })
  .describe("A share of what an earlier lab's build has.");

/** How a lab writes a limit on bytes. */
export const limit = z
  .union([bytes, share])
  .describe("A size, or a share of what an earlier lab's build has.");

/** A limit in bytes, and how it is said. */
export interface Limit {
  readonly bytes: number;
  readonly says: string;
}

/** The limit as a number of bytes. `of` chooses what of the earlier build is the measure. */
export async function limitOf(
  written: z.infer<typeof limit>,
  subject: Subject,
  of: "bytes" | "baseBytes",
): Promise<Limit> {
  if (typeof written === "string") {
    const most = parseBytes(written) ?? 0;
    return { bytes: most, says: `at most ${formatBytes(most)}` };
  }
  const earlier = await subject.earlier(written["share-of"]);
  const most = (earlier[of] * written.percent) / 100;
  const what = of === "bytes" ? earlier.whose : `the base of ${earlier.whose}`;
  return {
    bytes: most,
    says: `at most ${written.percent} % of ${what} (${formatBytes(earlier[of])}): ${formatBytes(most)}`,
  };
}
