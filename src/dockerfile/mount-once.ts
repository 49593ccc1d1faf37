import { readDockerfile } from "./dockerfile.ts";
import type { Instruction } from "./instruction.ts";

const SECRET_MOUNT = /\btype\s*=\s*["']?secret\b/gi;

/**
 * The text with one more mount at each RUN that is lent a secret: of a secret that nobody gives, so nothing is mounted.
 * A mount's id is part of what tells steps apart, so these steps and all that follow are done anew, and what stands
 * before them may come from the cache: it could not see a secret. No line moves.
 * https://github.com/moby/buildkit/blob/master/solver/llbsolver/ops/exec.go (CacheMap)
 *
 * @returns null where no such step is found, or one might be missed: then nothing may come from the cache
 */
export function withMountOnce(text: string, mount: string): string | null {
  const { instructions } = readDockerfile(text);
  const lent = instructions.filter(({ mounts }) => mounts.some(({ type }) => type === "secret"));
  const found = lent.reduce((count, { mounts }) => count + secretsIn(mounts), 0);
  if (found === 0 || found !== written(instructions) || lent.some(({ onbuild }) => onbuild)) return null;
  const lines = text.split("\n");
  for (const { line } of lent) {
    const [, keyword] = /^(\s*RUN)\s/i.exec(lines[line - 1] ?? "") ?? [];
    if (keyword === undefined) return null;
    lines[line - 1] = `${keyword} ${mount}${lines[line - 1]?.slice(keyword.length)}`;
  }
  return lines.join("\n");
}

function secretsIn(mounts: Instruction["mounts"]): number {
  return mounts.filter(({ type }) => type === "secret").length;
}

/** How often it is written, wherever: in a flag that is not read as one, too. */
function written(instructions: readonly Instruction[]): number {
  return instructions.reduce((count, { text }) => count + (text.match(SECRET_MOUNT)?.length ?? 0), 0);
}
