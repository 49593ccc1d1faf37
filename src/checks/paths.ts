import picomatch from "picomatch";
import { z } from "zod";

/** Paths in an image, as a lab writes them. */
export const paths = z
  .array(z.string().min(1))
  .min(1)
  .describe("Paths in the image without a leading slash; `*` is a part of a name, `**` any folders.");

/** Tells whether a path is one of those, or lies below one. */
export function matcherOf(patterns: readonly string[]): (path: string) => boolean {
  const clean = patterns.map((pattern) => pattern.replace(/^\/+/, "").replace(/\/+$/, ""));
  return picomatch(
    clean.flatMap((pattern) => [pattern, `${pattern}/**`]),
    { dot: true },
  );
}
