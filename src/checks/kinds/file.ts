import { createHash } from "node:crypto";
import { z } from "zod";
import type { ListedEntry } from "../../image/image-reading.ts";
import { finalSystem } from "../final-system.ts";
import type { Kind } from "../kind.ts";
import { missingFile } from "../missing-file.ts";
import { cleaned } from "../paths.ts";
import { layerEvidence } from "../places.ts";
import { couldNotCheck, met, notYet } from "../verdict.ts";

const options = z.strictObject({
  path: z
    .string()
    .refine((path) => cleaned(path) !== "", "Name a file: app/config.json")
    .describe("The file in the image, without a leading slash."),
  mode: z
    .string()
    .regex(/^0?[0-7]{3,4}$/, "Write the permissions as chmod has them: 0644")
    .optional()
    .describe("Its permissions: 0644"),
  owner: z
    .string()
    .regex(/^\d+:\d+$/, "Write two numbers: 1001:1001")
    .optional()
    .describe("Its owner and group as numbers: 1001:1001"),
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/, "Write what sha256sum prints: 64 small hexadecimal digits")
    .optional()
    .describe("The digest of its content."),
});

type Options = z.infer<typeof options>;

declare module "../kind.ts" {
  interface CheckKinds {
    file: Options;
  }
}

/** That a file is in the end what it was meant to be. Links are followed, as whoever opens it does. */
export const file: Kind<Options> = {
  says: "A file of the final file system has this content, owner and mode.",
  options,
  async judge(wanted, subject) {
    const reading = await subject.reading();
    const path = cleaned(wanted.path);
    const expected = expectedOf(path, wanted);
    const found = finalSystem(reading).follow(path)?.entry;
    if (found?.kind !== "file") {
      const next = "Keep the file: which instruction should bring it, and which one takes it away?";
      return notYet({ expected, actual: `/${path} is not there` }, [missingFile(reading, path)], next);
    }
    const digest = digestOf(found);
    const wrong = wrongWith(found, wanted, digest);
    if (wrong.length > 0) {
      const next =
        wrong.at(-1) === OTHER_CONTENT
          ? "Bring the file as it is, and let no later instruction write to it."
          : "Give owner and mode where the file is copied: COPY --chown=… --chmod=…";
      const evidence = layerEvidence(reading, found.layer, `/${found.path}`);
      return notYet({ expected, actual: wrong.join(", ") }, [evidence], next);
    }
    if (wanted.sha256 === undefined || digest !== null) return met(expected, "so it is");
    return couldNotCheck(expected, `the content of /${path} was not read`, "Is it larger than 1 MB?");
  },
};

const OTHER_CONTENT = "its content is another";

function expectedOf(path: string, { mode, owner, sha256 }: Options): string {
  const asked = [
    ...(mode ? [`mode ${mode}`] : []),
    ...(owner ? [`owner ${owner}`] : []),
    ...(sha256 ? ["the content that was asked for"] : []),
  ];
  return `/${path}${asked.length > 0 ? ` with ${asked.join(", ")}` : ""}`;
}

function wrongWith(found: ListedEntry, { mode, owner, sha256 }: Options, digest: string | null): string[] {
  const [isMode, isOwner] = [`0${found.mode.toString(8).padStart(3, "0")}`, `${found.uid}:${found.gid}`];
  return [
    ...(mode && Number.parseInt(mode, 8) !== found.mode ? [`its mode is ${isMode}`] : []),
    ...(owner && owner !== isOwner ? [`its owner is ${isOwner}`] : []),
    ...(sha256 && digest !== null && sha256 !== digest ? [OTHER_CONTENT] : []),
  ];
}

/** Null when the content was not read. */
function digestOf({ content, bytes }: ListedEntry): string | null {
  if (content === null && bytes > 0) return null;
  return createHash("sha256")
    .update(content ?? "")
    .digest("hex");
}
