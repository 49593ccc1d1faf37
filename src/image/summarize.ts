import { createHash } from "node:crypto";
import type { Archive } from "./archive-reader.ts";
import type { Finder } from "./finder.ts";
import { alignHistory } from "./history.ts";
import { type ImageConfig, platformName } from "./image-documents.ts";
import type { ImageFacts, ImageReading, LayerFacts, Skipped, Waste } from "./image-reading.ts";
import type { LayerContents } from "./layer-contents.ts";
import { distinct, leaksInConfig, leaksInDocuments, leaksInLayers, unreadAttestations } from "./leaks.ts";
import type { ListedImage } from "./list-images.ts";
import { packagesOf } from "./packages.ts";
import { safeText } from "./safe-text.ts";
import { heldIn, type Stack, stackLayers } from "./stack-layers.ts";

/** An image with all that was read of it. */
export interface ReadParts {
  archive: Archive;
  image: ListedImage;
  config: ImageConfig;
  configBytes: Buffer;
  layers: LayerContents[];
  finder: Finder;
}

/** The reading of an image. Every text in it is free of control characters and of the values looked for. */
export function summarize(parts: ReadParts): ImageReading {
  const { archive, image, config, layers, finder } = parts;
  const stack = stackLayers(layers);
  const held = heldIn(stack);
  const waste = wasteOf(stack);
  const history = alignHistory(config, layers.length);
  const leaks = distinct([
    ...leaksInConfig(config, history, finder),
    ...leaksInLayers(layers, held),
    ...leaksInDocuments(archive, image),
  ]);
  const layerFacts = layersOf(parts, stack, waste, history);
  const reading: ImageReading = {
    image: imageFacts(parts, stack, layerFacts),
    layers: layerFacts,
    history,
    waste,
    leaks,
    packages: packagesOf(layers, held),
    skipped: [...skippedOf(layers, stack), ...unreadAttestations(archive, image)],
  };
  return cleaned(reading, leaks.length > 0 ? (text) => safeText(finder.redact(text)) : safeText);
}

function imageFacts(
  { image, config, configBytes }: ReadParts,
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
  const wasted = new Map<number, number>();
  for (const { layer, bytes } of waste) wasted.set(layer, (wasted.get(layer) ?? 0) + bytes);
  return parts.layers.map(({ entries }, index) => ({
    index,
    diffId: parts.config.rootfs.diff_ids?.[index] ?? "",
    createdBy: history.find(({ layer }) => layer === index)?.createdBy ?? null,
    bytes: (stack.files[index] ?? []).reduce((total, { entry }) => total + entry.bytes, 0),
    files: entries.filter(({ kind }) => kind === "file" || kind === "link").length,
    wastedBytes: wasted.get(index) ?? 0,
  }));
}

function wasteOf({ files }: Stack): Waste[] {
  const waste: Waste[] = [];
  for (const { entry, layer, lost } of files.flat()) {
    if (lost && entry.bytes > 0) waste.push({ path: entry.path, bytes: entry.bytes, layer, ...lost });
  }
  return waste.sort((a, b) => b.bytes - a.bytes || a.layer - b.layer || (a.path < b.path ? -1 : 1));
}

function skippedOf(layers: readonly LayerContents[], { dangling }: Stack): Skipped[] {
  const inLayers = layers.flatMap(({ skipped }, layer) =>
    skipped.map(({ path, why }) => ({ path, layer, why })),
  );
  const why = "This hard link names a file that no layer holds.";
  return [...inLayers, ...dangling.map(({ entry, layer }) => ({ path: entry.path, layer, why }))];
}

/** The same reading with every text that comes from the image passed through `clean`. */
function cleaned(reading: ImageReading, clean: (text: string) => string): ImageReading {
  const { image } = reading;
  const all = (texts: string[] | null): string[] | null => texts?.map(clean) ?? null;
  const withPath = <T extends { path: string }>(one: T): T => ({ ...one, path: clean(one.path) });
  return {
    image: {
      ...image,
      tags: image.tags.map(clean),
      user: clean(image.user),
      env: image.env.map(clean),
      cmd: all(image.cmd),
      entrypoint: all(image.entrypoint),
      workingDir: clean(image.workingDir),
      exposedPorts: image.exposedPorts.map(clean),
      labels: Object.fromEntries(
        Object.entries(image.labels).map(([key, value]) => [clean(key), clean(value)]),
      ),
    },
    layers: reading.layers.map((layer) => ({
      ...layer,
      diffId: safeText(layer.diffId),
      createdBy: layer.createdBy === null ? null : clean(layer.createdBy),
    })),
    history: reading.history.map((line) => ({ ...line, createdBy: clean(line.createdBy) })),
    waste: reading.waste.map(withPath),
    leaks: reading.leaks.map((leak) => ({ ...leak, path: leak.path === null ? null : clean(leak.path) })),
    packages: reading.packages.map((one) =>
      withPath({ ...one, name: clean(one.name), version: clean(one.version) }),
    ),
    skipped: reading.skipped.map(withPath),
  };
}
