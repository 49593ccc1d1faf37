import type { KnownTool } from "./known-tools.ts";

/** What is to be thought of a tool in a version. */
export type Judged =
  | { readonly usable: true }
  /** `why` is a clause without a full stop. */
  | { readonly usable: false; readonly why: string };

/** The version in what a tool prints: `dive 0.13.1`, `Version: 0.59.1`, `Haskell Dockerfile Linter 2.15.1`. */
export function versionIn(printed: string): string | null {
  return /\bv?(\d+\.\d+\.\d+)\b/.exec(printed)?.[1] ?? null;
}

const LONGEST_VERSION = 16;

/** The version that stands behind a stamp in a program's bytes; null when there is none. */
export async function stampedVersion(
  chunks: AsyncIterable<Uint8Array>,
  stamp: string,
): Promise<string | null> {
  let tail = "";
  for await (const chunk of chunks) {
    const text = tail + Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength).toString("latin1");
    const at = text.indexOf(stamp);
    const behind = at + stamp.length;
    if (at >= 0 && behind + LONGEST_VERSION <= text.length)
      return versionIn(text.slice(behind, behind + LONGEST_VERSION));
    tail = at >= 0 ? text.slice(at) : text.slice(-stamp.length);
  }
  return tail.startsWith(stamp) ? versionIn(tail.slice(stamp.length)) : null;
}

/** Whether the workshop runs a tool in this version: one that was malicious never, one that it does not know neither. */
export function judgeVersion({ supported, refused }: KnownTool, version: string | null): Judged {
  if (version === null) return { usable: false, why: "it does not say which version it is" };
  const reason = refused[version];
  if (reason !== undefined) return { usable: false, why: reason };
  const { from, below } = supported;
  if (compare(version, from) >= 0 && compare(version, below) < 0) return { usable: true };
  return { usable: false, why: `the workshop knows ${from} and newer, below ${below}` };
}

function compare(a: string, b: string): number {
  const [left, right] = [a, b].map((version) => version.split(".").map(Number));
  const at = [0, 1, 2].find((index) => left?.[index] !== right?.[index]);
  return at === undefined ? 0 : (left?.[at] ?? 0) - (right?.[at] ?? 0);
}
