import picomatch from "picomatch";
import { z } from "zod";
import type { FinalSystem } from "./final-system.ts";

/** Paths in an image, as a lab writes them. */
export const paths = z
  .array(z.string().refine((text) => cleaned(text) !== "", "Name a file or a folder: var/lib/apt/lists"))
  .min(1)
  .describe("Paths in the image without a leading slash; `*` is a part of a name, `**` any folders.");

/** Tells whether a path is one of those, or lies below one. Only `*`, `**` and `?` have a meaning of their own. */
export function matcherOf(patterns: readonly string[]): (path: string) => boolean {
  const clean = patterns.map(cleaned).filter((pattern) => pattern !== "");
  return picomatch(
    clean.flatMap((pattern) => [literal(pattern), `${literal(pattern)}/**`]),
    { dot: true, windows: false },
  );
}

/** The patterns, and where the image's own links lead them: `bin/sh` is `usr/bin/sh` too where `bin` is a link. */
export function throughLinks(patterns: readonly string[], system: FinalSystem): string[] {
  return [...new Set(patterns.flatMap((pattern) => [cleaned(pattern), ...followed(pattern, system)]))];
}

function followed(pattern: string, system: FinalSystem): string[] {
  const parts = cleaned(pattern).split("/");
  const fixed = parts.findIndex((part) => /[*?]/.test(part));
  const ends = fixed < 0 ? [parts.length - 1, parts.length] : [fixed];
  return ends.flatMap((end) => {
    const folder = system.follow(parts.slice(0, end).join("/"))?.path;
    return folder === undefined ? [] : [[folder, ...parts.slice(end)].filter(Boolean).join("/")];
  });
}

/** Without `/` around it, `./` in front of it and empty parts in it. */
export function cleaned(path: string): string {
  return path
    .split("/")
    .filter((part) => part !== "" && part !== ".")
    .join("/");
}

/** Every other mark of a pattern is a letter: `usr/bin/[` is a program, `g++` another. */
function literal(pattern: string): string {
  return pattern.replaceAll(/[\\()[\]{}!+@|^$]/g, "\\$&");
}
