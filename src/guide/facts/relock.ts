import { join } from "node:path";
import type { Relocked } from "../../checks/subject.ts";
import type { Asked, Outside } from "../open-subject.ts";
import { withChange } from "./rebuild.ts";

/** A version of a package, and its wheel. */
interface Offered {
  readonly version: string;
  readonly hash: string;
}

/**
 * Builds a copy of the context whose lock names another version of a package: one that the feed has, and that no lock of
 * ours names. A mark in the file would not do: who installs from the lock by way of a stage rightly ignores a comment.
 * @returns null where the lock is not there, or does not name the package in another version
 */
export async function relock(
  outside: Outside,
  asked: Asked,
  lock: string,
  name: string,
): Promise<Relocked | null> {
  const { files, host } = outside;
  const text = (await files.read(join(asked.workspace.app, lock))) ?? "";
  const offered = offeredIn((await files.read(join(host.packageFolder, "feed", "newer.lock"))) ?? "", name);
  const from = versionIn(text, name);
  if (offered === null || from === null || from === offered.version) return null;
  const versions = { from, to: offered.version };
  const change = { path: lock, changed: (old: string) => relocked(old, name, offered) };
  const built = await withChange(outside, asked, change, async ({ reading }) => reading);
  return typeof built === "string"
    ? { reading: null, words: built, ...versions }
    : { reading: built, words: "", ...versions };
}

/** What a list of pip's offers: `flask==3.1.3 \ --hash=sha256:…`. */
export function offeredIn(list: string, name: string): Offered | null {
  const [, version, hash] = new RegExp(`^${name}==(\\S+) \\\\\\s+--hash=(\\S+)`, "m").exec(list) ?? [];
  return version && hash ? { version, hash } : null;
}

/** The version of a package that a lock of Poetry's names. */
export function versionIn(lock: string, name: string): string | null {
  const block = blocksOf(lock).find((one) => isOf(one, name)) ?? "";
  return /^version = "(.+)"$/m.exec(block)?.[1] ?? null;
}

/** The lock with another version of a package, and its wheel alone. */
export function relocked(lock: string, name: string, { version, hash }: Offered): string {
  const files = `files = [\n    {file = "${name}-${version}-py3-none-any.whl", hash = "${hash}"},\n]\n`;
  return blocksOf(lock)
    .map((block) =>
      isOf(block, name)
        ? block
            .replace(/^version = .*$/m, `version = "${version}"`)
            .replace(/^files = \[\n[^\]]*\]\n/m, files)
        : block,
    )
    .join("");
}

function blocksOf(lock: string): string[] {
  return lock.split(/^(?=\[\[package\]\]$)/m);
}

function isOf(block: string, name: string): boolean {
  return block.includes(`\nname = "${name}"\n`);
}
