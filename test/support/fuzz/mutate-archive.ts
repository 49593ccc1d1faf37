import { gzipSync } from "node:zlib";
import { type Entry, tarOf } from "../archives/tar.ts";
import { zstdStored } from "../archives/zstd.ts";
import type { Random } from "../random.ts";
import { byteMutations, type Mutation } from "./mutate-bytes.ts";
import { headerMutations } from "./mutate-header.ts";
import { isDocument, jsonMutations } from "./mutate-json.ts";

/** An archive that was changed, and how. */
export interface Mutated {
  bytes: Buffer;
  how: string[];
}

const IN_TARS = { ...byteMutations, ...headerMutations };

/** One to three changes, in what an archive holds or to the archive itself. */
export function mutated(archive: Entry[] | Buffer, random: Random): Mutated {
  const how: string[] = [];
  const apply = (bytes: Buffer, mutations: Record<string, Mutation>): Buffer => {
    const [name, mutation] = random.pick(Object.entries(mutations));
    how.push(name);
    return mutation(bytes, random);
  };
  let entries = Buffer.isBuffer(archive) ? null : archive;
  let bytes = entries ? Buffer.alloc(0) : (archive as Buffer);
  for (let changes = 1 + random.below(3); changes > 0; changes--) {
    if (entries && !random.once(4)) entries = withOne(entries, random, apply);
    else bytes = apply(entries ? tarOf(entries) : bytes, IN_TARS);
    if (bytes.length > 0) entries = null;
  }
  const whole = entries ? tarOf(entries) : bytes;
  return { bytes: packed(whole, random), how };
}

/** The entries with another body in one of them: a document stays one, a layer is hit at its blocks. */
function withOne(
  entries: readonly Entry[],
  random: Random,
  apply: (bytes: Buffer, mutations: Record<string, Mutation>) => Buffer,
): Entry[] {
  const at = random.below(entries.length);
  return entries.map((entry, index) => {
    const body = Buffer.from(entry.body ?? "");
    if (index !== at || body.length === 0) return entry;
    return { ...entry, body: apply(body, isDocument(body) && !random.once(8) ? jsonMutations : IN_TARS) };
  });
}

function packed(bytes: Buffer, random: Random): Buffer {
  if (random.once(12)) return gzipSync(bytes, { level: 1 });
  return random.once(12) ? zstdStored(bytes) : bytes;
}
