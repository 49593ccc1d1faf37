import { readDockerfile } from "./dockerfile.ts";
import type { Instruction, Mount } from "./instruction.ts";

const SECRET_MOUNT = /\btype\s*=\s*["']?secret\b/gi;
const MOUNT = /--mount=[^\s\\]+/g;

/** A Dockerfile whose steps with a secret are done anew. */
export interface StepsAnew {
  readonly text: string;
  /** Takes from the builder's words what the learner has not written. */
  asWritten(words: string): string;
}

/**
 * The text with one more mount at each RUN that is lent a secret: of a secret that nobody gives, so nothing is mounted.
 * A mount's id is part of what tells steps apart, so these steps and all that follow are done anew, and what stands
 * before them may come from the cache: it could not see a secret. Their cache mounts are others, which are empty: what
 * the secret once opened may lie in the old ones. No line moves.
 * https://github.com/moby/buildkit/blob/master/solver/llbsolver/ops/exec.go (CacheMap)
 *
 * @param name - of the mounts; no other build may have it
 * @returns null where no such step is found, or one might be missed: then nothing may come from the cache
 */
export function stepsAnew(text: string, name: string): StepsAnew | null {
  const { instructions } = readDockerfile(text);
  const runs = instructions.filter(({ keyword, onbuild }) => keyword === "RUN" && !onbuild);
  const lent = runs.filter(({ mounts }) => mounts.some(isSecret));
  const found = lent.flatMap(({ mounts }) => mounts.filter(isSecret)).length;
  if (found === 0 || found !== secretsWritten(instructions)) return null;
  const caches = [...new Set(lent.flatMap(({ mounts }) => mounts.filter(isCache)).map(({ id }) => id))];
  const ids = caches.map((_, index) => `${name}-${index}`);
  const named = (mount: Mount) =>
    isCache(mount) && caches.includes(mount.id) ? `,id=${ids[caches.indexOf(mount.id)]}` : "";
  const once = ` --mount=type=secret,id=${name}`;
  const lines = text.split("\n");
  for (const run of runs) renameMounts(lines, run, named);
  for (const { line } of lent) lines[line - 1] = lines[line - 1]?.replace(/^(\s*RUN)\b/i, `$1${once}`) ?? "";
  const anew = lines.join("\n");
  const expected = lent.length + runs.flatMap(({ mounts }) => mounts.filter(named)).length;
  if (mountsWith(anew, [name, ...ids]) !== expected) return null;
  const added = [once, ...ids.map((id) => `,id=${id}`).reverse()];
  return { text: anew, asWritten: (words) => added.reduce((left, one) => left.replaceAll(one, ""), words) };
}

const isSecret = ({ type }: Mount) => type === "secret";
const isCache = ({ type }: Mount) => type === "cache";

/** How often it is written, wherever: in a trigger, or in a flag that is not read as one, too. */
function secretsWritten(instructions: readonly Instruction[]): number {
  return instructions.reduce((count, { text }) => count + (text.match(SECRET_MOUNT)?.length ?? 0), 0);
}

/** Puts behind each mount of an instruction what `named` says of it. Of a key that is written twice the last counts. */
function renameMounts(
  lines: string[],
  { line, endLine, mounts }: Instruction,
  named: (mount: Mount) => string,
): void {
  let next = 0;
  for (let at = line - 1; at < endLine; at++) {
    if (/^\s*#/.test(lines[at] ?? "")) continue;
    lines[at] = (lines[at] ?? "").replaceAll(MOUNT, (flag) => {
      const mount = mounts[next++];
      return mount ? `${flag}${named(mount)}` : flag;
    });
  }
}

function mountsWith(text: string, ids: readonly string[]): number {
  const { instructions } = readDockerfile(text);
  return instructions.flatMap(({ mounts }) => mounts).filter(({ id }) => ids.includes(id ?? "")).length;
}
