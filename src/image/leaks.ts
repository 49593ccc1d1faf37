import { type Archive, blobOf } from "./archive-reader.ts";
import type { Finder } from "./finder.ts";
import type { ImageConfig } from "./image-documents.ts";
import type { HistoryLine, Leak, LeakPlace, Skipped } from "./image-reading.ts";
import type { LayerContents, LayerEntry } from "./layer-contents.ts";
import type { ListedImage } from "./list-images.ts";
import type { Form } from "./needle-forms.ts";

type Where = Pick<Leak, "place" | "layer" | "path"> & { removed?: boolean };

/** Every place of the image's layers where a value was found; `held` tells what the final file system still has. */
export function leaksInLayers(
  layers: readonly LayerContents[],
  held: (entry: LayerEntry, layer: number) => boolean,
): Leak[] {
  return layers.flatMap(({ hits }, layer) =>
    hits.map(({ form, entry }) =>
      leakOf(form, {
        place: "file",
        layer,
        path: entry?.path ?? null,
        removed: entry !== null && !isStanding(entry, layer, held),
      }),
    ),
  );
}

/** Every place of the configuration, its history lines and its blob where a value was found. */
export function leaksInConfig(
  { config, history: lines }: ImageConfig,
  history: readonly HistoryLine[],
  finder: Finder,
): Leak[] {
  const leaks: Leak[] = [];
  const search = (
    place: LeakPlace,
    path: string,
    layer: number | null,
    texts: (string | null | undefined)[],
  ) => {
    const forms = new Set(texts.flatMap((text) => (text ? finder.inText(text) : [])));
    for (const form of forms) leaks.push(leakOf(form, { place, path, layer }));
  };
  for (const line of config?.Env ?? []) search("env", line.split("=", 1)[0] ?? "", null, [line]);
  for (const [key, value] of Object.entries(config?.Labels ?? {})) search("label", key, null, [key, value]);
  search("command", "entrypoint", null, config?.Entrypoint ?? []);
  search("command", "cmd", null, config?.Cmd ?? []);
  search("command", "healthcheck", null, config?.Healthcheck?.Test ?? []);
  search("command", "onbuild", null, config?.OnBuild ?? []);
  lines?.forEach(({ created_by, comment, author }, index) => {
    search("history", `history[${index}]`, history[index]?.layer ?? null, [created_by, comment, author]);
  });
  return leaks;
}

/** The attestation documents that the archive lists and that could not be searched. */
export function unreadAttestations(archive: Archive, { attestations }: ListedImage): Skipped[] {
  return attestations.flatMap((path) => {
    const blob = blobOf(archive, path);
    if (!blob) return [{ path, layer: null, why: "This attestation is listed, but not in the archive." }];
    return blob.kind === "damaged" ? [{ path, layer: null, why: "This attestation is damaged." }] : [];
  });
}

/** Each finding once: a value stands in a file in several forms of one encoding, or under one path twice. */
export function distinct(leaks: Leak[]): Leak[] {
  const kept = new Map<string, Leak>();
  for (const leak of leaks) {
    const { rule, place, layer, path, encoding } = leak;
    const key = JSON.stringify([rule, place, layer, path, encoding]);
    const known = kept.get(key) ?? leak;
    known.removed &&= leak.removed;
    kept.set(key, known);
  }
  return [...kept.values()];
}

/** Every document of the image that holds a value: what anyone who pulls the image gets beside its layers. */
export function leaksInDocuments(archive: Archive, image: ListedImage): Leak[] {
  const places: [LeakPlace, string][] = [["config", image.config]];
  if (image.manifest) places.push(["config", image.manifest]);
  for (const name of image.attestations) places.push(["attestation", name]);
  return places.flatMap(([place, path]) => {
    const blob = blobOf(archive, path);
    if (blob?.kind === "layer") {
      return blob.layer.hits.map(({ form }) => leakOf(form, { place, layer: null, path }));
    }
    return blob?.kind === "document"
      ? [...blob.forms].map((form) => leakOf(form, { place, layer: null, path }))
      : [];
  });
}

// A mark of removal is in the image for good, whatever it names.
function isStanding(
  entry: LayerEntry,
  layer: number,
  held: (entry: LayerEntry, layer: number) => boolean,
): boolean {
  return (
    entry.kind !== "whiteout" && entry.kind !== "opaque" && entry.kind !== "ignored" && held(entry, layer)
  );
}

function leakOf(form: Form, where: Where): Leak {
  const { rule, encoding, masked } = form;
  return { rule, ...where, encoding, inside: null, removed: where.removed ?? false, masked };
}
