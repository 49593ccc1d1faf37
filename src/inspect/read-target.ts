import { UserError } from "../errors.ts";
import type { BaseImage, ImageReading } from "../image/image-reading.ts";
import type { ReadImageOptions } from "../image/read-image.ts";
import { safeText } from "../image/safe-text.ts";
import { TOKEN_RULES } from "../image/token-rules.ts";
import { baseInEngine, namedBase, notOnBase } from "./base-image.ts";
import { readNeedles } from "./needles.ts";
import { readingCache } from "./reading-cache.ts";
import { findTarget, type Outside, type Target, type TargetOptions } from "./target.ts";

/** How an image is to be read; the names are those of the flags. */
export interface ReadOptions extends TargetOptions {
  /** Files, each with a value to look for. */
  readonly find?: readonly string[];
  readonly tag?: string;
  readonly platform?: string;
  /** The base image: an archive, or an image of the engine. */
  readonly base?: string;
  readonly verify?: boolean | undefined;
  readonly duplicates?: boolean | undefined;
  /** False for `--no-cache`: what was read before does not count, and nothing is kept. */
  readonly cache?: boolean;
  /** The layer, as a number, whose changes are listed. */
  readonly tree?: string;
}

export interface ReadTarget {
  readonly target: Target;
  readonly reading: ImageReading;
}

/** Finds and reads what a name means. Known kinds of tokens are always looked for. */
export async function readTarget(outside: Outside, name: string, options: ReadOptions): Promise<ReadTarget> {
  const find = await readNeedles(outside, options.find ?? []);
  const target = await findTarget(outside, name, options);
  const base = await baseOf(outside, target, options);
  const changesOf = layerNumber(options.tree);
  const reading = await readBytes(
    outside,
    target,
    optionsFor(options, { find, base, changesOf, signal: outside.signal }),
  );
  if (options.base !== undefined && reading.base === null) throw notOnBase(target, options.base);
  if (changesOf !== undefined && reading.changes === null) throw noLayer(changesOf, reading.layers.length);
  return { target, reading };
}

function layerNumber(tree: string | undefined): number | undefined {
  if (tree === undefined || /^\d{1,6}$/.test(tree)) return tree === undefined ? undefined : Number(tree);
  throw new UserError(`"${tree}" is no layer: layers are numbered from 0.`, {
    fix: "See their numbers: size-matters inspect --layers IMAGE",
  });
}

function noLayer(asked: number, layers: number): UserError {
  return new UserError(`There is no layer ${asked}: the image has ${layers}, numbered from 0.`, {
    fix: "See their numbers: size-matters inspect --layers IMAGE",
  });
}

function optionsFor(
  { tag, platform, verify, duplicates, cache }: ReadOptions,
  found: Pick<ReadImageOptions, "find" | "base" | "changesOf" | "signal">,
): ReadImageOptions & { cache?: boolean | undefined } {
  return { tag, platform, verify, duplicates, cache, rules: TOKEN_RULES, ...found };
}

async function baseOf(
  outside: Outside,
  target: Target,
  options: ReadOptions,
): Promise<BaseImage | undefined> {
  if (options.base !== undefined) return namedBase(outside, options.base, options);
  return target.held === null ? undefined : baseInEngine(target.held);
}

async function readBytes(
  outside: Outside,
  target: Target,
  { cache: wanted = true, ...options }: ReadImageOptions & { cache?: boolean | undefined },
): Promise<ImageReading> {
  const cache = wanted ? await readingCache(outside, target, options) : null;
  const known = await cache?.reading();
  if (known) return withTags(target, known);
  const { readImage } = await import("../image/read-image.ts");
  outside.screen.status(`Reading ${target.name} …`);
  try {
    const reading = await readImage(await target.open(), { ...options, layers: cache?.layers });
    await cache?.keep(reading);
    return withTags(target, reading);
  } finally {
    outside.screen.status("");
  }
}

/** An engine is asked for an image by its number, so its archive knows no tags; and tags move. */
function withTags({ held }: Target, reading: ImageReading): ImageReading {
  if (held === null) return reading;
  return { ...reading, image: { ...reading.image, tags: held.facts.tags.map(safeText) } };
}
