import { createHash } from "node:crypto";
import { z } from "zod";
import type { Kind } from "../kind.ts";
import { layerEvidence } from "../places.ts";
import { met, notYet } from "../verdict.ts";

const options = z.strictObject({
  path: z.string().min(1).describe("The file in the image, without a leading slash."),
  mode: z
    .string()
    .regex(/^0?[0-7]{3,4}$/)
    .optional()
    .describe("Its permissions: 0644"),
  owner: z
    .string()
    .regex(/^\d+:\d+$/)
    .optional()
    .describe("Its owner and group as numbers: 1001:1001"),
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .optional()
    .describe("The digest of its content."),
});

declare module "../kind.ts" {
  interface CheckKinds {
    file: z.infer<typeof options>;
  }
}

/** That a file is in the end what it was meant to be. */
export const file: Kind<z.infer<typeof options>> = {
  says: "A file of the final file system has this content, owner and mode.",
  options,
  async judge({ path, mode, owner, sha256 }, subject) {
    const reading = await subject.reading();
    const clean = path.replace(/^\/+/, "");
    const found = reading.entries.find(
      (entry) => entry.final && entry.path === clean && entry.kind === "file",
    );
    const asked = [mode && `mode ${mode}`, owner && `owner ${owner}`, sha256 && "its content"].filter(
      Boolean,
    );
    const expected = `/${clean}${asked.length > 0 ? ` with ${asked.join(", ")}` : ""}`;
    if (!found) {
      const text = "The final file system has no such file.";
      return notYet(
        { expected, actual: "it is not there" },
        [{ kind: "file", where: `/${clean}`, text }],
        "Keep the file.",
      );
    }
    const wrong = [
      ...(mode && Number.parseInt(mode, 8) !== found.mode ? [`its mode is 0${found.mode.toString(8)}`] : []),
      ...(owner && owner !== `${found.uid}:${found.gid}` ? [`its owner is ${found.uid}:${found.gid}`] : []),
      ...(sha256 && sha256 !== digestOf(found.content) ? ["its content is another"] : []),
    ];
    if (wrong.length === 0) return met(expected, "so it is");
    return notYet(
      { expected, actual: wrong.join(", ") },
      [layerEvidence(reading, found.layer, `/${clean}`)],
      "Give owner and mode where the file is copied: COPY --chown=… --chmod=…",
    );
  },
};

function digestOf(content: Buffer | null): string | null {
  return content && createHash("sha256").update(content).digest("hex");
}
