import { createHash, createHmac, randomBytes } from "node:crypto";
import { join } from "node:path";
import type { Context } from "../context.ts";
import type { ReadImageOptions } from "../image/read-image.ts";

type Outside = Pick<Context, "files" | "host">;

const KEY_BYTES = 32;

/** One way of reading images: what is looked for, and by which version of the program. */
export interface WayOfReading {
  /** A name for what was read in this way, made of the parts that tell it from everything else so read. */
  keyOf(...parts: unknown[]): string;
}

/**
 * The way in which these options read. Keys are made with a secret of the user's own (HMAC), so that neither a name in
 * the folder nor a look into it tells what was looked for. `contents` tells one `list` from another.
 */
export async function wayOfReading(
  outside: Outside,
  { find = [], rules = [], duplicates = false }: ReadImageOptions,
  contents: string | null,
): Promise<WayOfReading> {
  const secret = await userSecret(outside);
  const search = [
    await programDigest(outside),
    find.map(({ rule, value }) => [rule, value.toString("base64")]),
    rules.map(({ rule, literals, pattern }) => [rule, literals, pattern.source]),
    [duplicates, contents],
  ];
  return {
    keyOf: (...parts) =>
      createHmac("sha256", secret)
        .update(JSON.stringify([search, ...parts]))
        .digest("hex"),
  };
}

/** Made at the first use. Two processes that make it at once lose a few entries, no more. */
async function userSecret({ files, host }: Outside): Promise<Buffer> {
  const path = join(host.cacheFolder, "key");
  const known = await files.readBytes(path).catch(() => null);
  if (known?.length === KEY_BYTES) return known;
  const secret = randomBytes(KEY_BYTES);
  await files.makeFolder(host.cacheFolder, 0o700).catch(() => {});
  await files.write(path, secret, 0o600).catch(() => {});
  return secret;
}

/**
 * A digest of the program: what another version of it has read does not count. The names of the compiled files carry
 * digests of what is in them; the file that is run carries none.
 */
async function programDigest({ files, host }: Outside): Promise<string> {
  const folder = join(host.packageFolder, "dist");
  const held = (await files.exists(folder)) ? await files.folder(folder).list() : [];
  const names = held.filter((name) => name.endsWith(".js")).sort();
  const first = (await files.readBytes(join(folder, "cli.js"))) ?? "";
  return createHash("sha256").update(names.join("\n")).update(first).digest("hex");
}
