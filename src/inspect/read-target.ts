import { UserError } from "../errors.ts";
import type { BaseImage, ImageReading } from "../image/image-reading.ts";
import type { ReadImageOptions } from "../image/read-image.ts";
import { safeText } from "../image/safe-text.ts";
import { baseInEngine, namedBase, notOnBase } from "./base-image.ts";
import { readNeedles } from "./needles.ts";
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
  const reading = await readBytes(outside, target, { ...options, find, base, changesOf });
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

async function baseOf(
  outside: Outside,
  target: Target,
  options: ReadOptions,
): Promise<BaseImage | undefined> {
  if (options.base !== undefined) return namedBase(outside, options.base, options);
  return target.held === null ? undefined : baseInEngine(target.held);
}

async function readBytes(
  { screen, signal }: Outside,
  target: Target,
  { find, tag, platform, verify, duplicates, base, changesOf }: ReadImageOptions,
): Promise<ImageReading> {
  const { readImage } = await import("../image/read-image.ts");
  screen.status(`Reading ${target.name} …`);
  try {
    const options = { find, rules: true, tag, platform, verify, duplicates, base, changesOf, signal };
    const reading = await readImage(await target.open(), options);
    // An engine is asked for the image by its number, so its archive knows no tags.
    return { ...reading, image: { ...reading.image, tags: tagsOf(target, reading) } };
  } finally {
    screen.status("");
  }
}

function tagsOf({ held }: Target, { image }: ImageReading): string[] {
  return held === null ? image.tags : held.facts.tags.map(safeText);
}
