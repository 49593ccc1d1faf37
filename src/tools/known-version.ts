import { createHash } from "node:crypto";
import { join } from "node:path";
import type { Context } from "../context.ts";

type Outside = Pick<Context, "files" | "host">;

/**
 * The version of a program, as `ask` finds it out, or as it did the last time where the file is the same one still: to
 * read trivy whole, or to start hadolint, takes longer than all else that is done before a tool runs.
 */
export async function knownVersion(
  { files, host }: Outside,
  path: string,
  ask: () => Promise<string | null>,
): Promise<string | null> {
  const folder = join(host.cacheFolder, "versions");
  const memory = join(folder, createHash("sha256").update(path).digest("hex").slice(0, 16));
  const stamp = await files.stamp(path);
  const [known, version = ""] = ((await files.read(memory)) ?? "").split("\n");
  if (known === stamp && version !== "") return version;
  const found = await ask();
  // A memory that cannot be kept is none.
  const keep = () => files.write(memory, `${stamp}\n${found}\n`, 0o600);
  if (found !== null)
    await files
      .makeFolder(folder, 0o700)
      .then(keep, () => {})
      .catch(() => {});
  return found;
}
