import { createHash } from "node:crypto";
import type { Archive } from "./archive-reader.ts";
import { ownerOf } from "./base.ts";
import { cleaned, textsOf } from "./clean-reading.ts";
import { duplicatesOf } from "./duplicates.ts";
import { finalFile, largestFiles } from "./final-files.ts";
import type { Finder } from "./finder.ts";
import { findingsOf } from "./findings.ts";
import { alignHistory } from "./history.ts";
import { type ImageConfig, platformName } from "./image-documents.ts";
import type { Base, ImageFacts, ImageReading, LayerFacts, Skipped, Waste } from "./image-reading.ts";
import type { LayerContents } from "./layer-contents.ts";
import { distinct, leaksInConfig, leaksInDocuments, leaksInLayers, unreadAttestations } from "./leaks.ts";
import type { ListedImage } from "./list-images.ts";
import { listingOf } from "./listing.ts";
import { packagesOf } from "./packages.ts";
import { runsAs } from "./runs-as.ts";
import { safeText } from "./safe-text.ts";
import { heldIn, type Stack, stackLayers } from "./stack-layers.ts";

const MOST_LARGEST = 100;

/** An image with all that was read of it. */
export interface ReadParts {
  archive: Archive;
  image: ListedImage;
  config: ImageConfig;
  configBytes: Buffer;
  layers: LayerContents[];
  finder: Finder;
  base: Base | null;
  /** Are all entries listed? */
  list: boolean;
  /** The layer whose changes are listed. */
  changesOf: number | undefined;
}

/** The reading of an image. Every text in it is free of control characters and of the values looked for. */
export function summarize(parts: ReadParts): ImageReading {
  const { archive, config, layers, finder, base } = parts;
  const stack = stackLayers(layers, parts.changesOf);
  const held = heldIn(stack);
  const waste = wasteOf(stack, base);
  const history = alignHistory(config, layers.length);
  const leaks = distinct([
    ...leaksInConfig(config, history, finder),
    ...leaksInLayers(layers, held),
    ...leaksInDocuments(archive, parts.image),
  ]);
  const layerFacts = layersOf(parts, stack, waste, history);
  const image = imageFacts(parts, stack, layerFacts);
  const reading: ImageReading = {
    image,
    layers: layerFacts,
    history,
    base,
    waste,
    leaks: leaks.map((leak) => ({ ...leak, owner: ownerOf(base, leak.layer) })),
    packages: packagesOf(layers, held),
    findings: findingsOf({ config, layers, stack, runsAs: image.runsAs }),
    largest: largestFiles(stack, MOST_LARGEST),
    changes: stack.changes,
    entries: parts.list ? listingOf(layers, held) : null,
    duplicates: duplicatesOf(stack, layers),
    skipped: [...skippedOf(layers, stack), ...unreadAttestations(archive, parts.image)],
  };
  return withoutValues(reading, finder);
}

/** No text of it holds a value: also none that only this reading put together, by leaving out what steers a terminal. */
function withoutValues(reading: ImageReading, finder: Finder): ImageReading {
  const holdsValue = (one: ImageReading): boolean => finder.inText(textsOf(one)).length > 0;
  const hidden = (text: string): string => safeText(finder.redact(text));
  const safe = cleaned(reading, reading.leaks.length > 0 || holdsValue(reading) ? hidden : safeText);
  return holdsValue(safe) ? cleaned(safe, hidden) : safe;
}

function imageFacts(
  { image, config, configBytes, layers: contents }: ReadParts,
  stack: Stack,
  layers: LayerFacts[],
): ImageFacts {
  const sum = (of: (layer: LayerFacts) => number): number =>
    layers.reduce((total, layer) => total + of(layer), 0);
  const bytes = sum((layer) => layer.bytes);
  const wastedBytes = sum((layer) => layer.wastedBytes);
  const of = config.config;
  return {
    configDigest: `sha256:${createHash("sha256").update(configBytes).digest("hex")}`,
    tags: image.tags,
    platform: platformName(config),
    user: of?.User ?? "",
    runsAs: runsAs(of?.User ?? "", finalFile(stack, contents, "etc/passwd")),
    env: of?.Env ?? [],
    cmd: of?.Cmd ?? null,
    entrypoint: of?.Entrypoint ?? null,
    workingDir: of?.WorkingDir ?? "",
    exposedPorts: Object.keys(of?.ExposedPorts ?? {}),
    labels: of?.Labels ?? {},
    bytes,
    finalBytes: bytes - wastedBytes,
    wastedBytes,
    efficiency: bytes === 0 ? 1 : (bytes - wastedBytes) / bytes,
    layers: layers.length,
    files: stack.tree.files,
  };
}

function layersOf(
  parts: ReadParts,
  stack: Stack,
  waste: Waste[],
  history: ImageReading["history"],
): LayerFacts[] {
  const instructions = new Map(history.map(({ layer, createdBy }) => [layer, createdBy]));
  const wasted = new Map<number, number>();
  for (const { layer, bytes } of waste) wasted.set(layer, (wasted.get(layer) ?? 0) + bytes);
  return parts.layers.map(({ entries }, index) => ({
    index,
    owner: ownerOf(parts.base, index),
    diffId: parts.config.rootfs.diff_ids?.[index] ?? "",
    createdBy: instructions.get(index) ?? null,
    bytes: (stack.files[index] ?? []).reduce((total, { entry }) => total + entry.bytes, 0),
    files: entries.filter(({ kind }) => kind === "file" || kind === "link").length,
    wastedBytes: wasted.get(index) ?? 0,
  }));
}

function wasteOf({ files }: Stack, base: Base | null): Waste[] {
  const waste: Waste[] = [];
  for (const { entry, layer, lost } of files.flat()) {
    if (!lost || entry.bytes === 0) continue;
    waste.push({ path: entry.path, bytes: entry.bytes, layer, ...lost, owner: ownerOf(base, layer) });
  }
  return waste.sort((a, b) => b.bytes - a.bytes || a.layer - b.layer || (a.path < b.path ? -1 : 1));
}

function skippedOf(layers: readonly LayerContents[], { dangling }: Stack): Skipped[] {
  const inLayers = layers.flatMap(({ skipped }, layer) =>
    skipped.map(({ path, why }) => ({ path, layer, why })).sort((a, b) => (a.path < b.path ? -1 : 1)),
  );
  const why = "This hard link names a file that no layer holds.";
  return [...inLayers, ...dangling.map(({ entry, layer }) => ({ path: entry.path, layer, why }))];
}
