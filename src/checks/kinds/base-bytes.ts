import { z } from "zod";
import { formatBytes } from "../../figures.ts";
import type { Kind } from "../kind.ts";
import { limit, limitOf } from "../sizes.ts";
import { couldNotCheck, met, notYet } from "../verdict.ts";

const options = z.strictObject({ "at-most": limit });

declare module "../kind.ts" {
  interface CheckKinds {
    "base-bytes": z.infer<typeof options>;
  }
}

/** How many bytes of the image come from the image that it stands on. */
export const baseBytes: Kind<z.infer<typeof options>> = {
  says: "The layers of the base together are small enough.",
  options,
  async judge(wanted, subject) {
    const [found, reading] = [await subject.base(), await subject.reading()];
    const most = await limitOf(wanted["at-most"], subject, "baseBytes");
    if (found.layers === null) {
      return couldNotCheck(
        most.says,
        `the engine has no ${found.reference} whose layers this image has`,
        "Pull the base and build again.",
        `docker pull ${found.reference}`,
      );
    }
    const bytes = reading.layers.slice(0, found.layers).reduce((total, layer) => total + layer.bytes, 0);
    const actual = `${formatBytes(bytes)} of ${found.reference}`;
    if (bytes <= most.bytes) return met(most.says, actual);
    const [tag, digest] = [/:([^@]+)/.exec(found.reference)?.[1] ?? "", found.digest];
    const misled = digest !== null && tag.includes("slim");
    return notYet(
      { expected: most.says, actual },
      [{ kind: "dockerfile", where: found.where, text: `FROM ${found.reference}` }],
      misled
        ? "With a digest the tag is decoration: this digest is not the slim image's."
        : "The same image comes in smaller variants; what it lacks, your Dockerfile can add.",
      `docker image ls ${found.reference.split(/[:@]/)[0]}`,
    );
  },
};
