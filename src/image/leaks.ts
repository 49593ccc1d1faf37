import { type Archive, blobOf } from "./archive-reader.ts";
import type { Finder } from "./finder.ts";
import type { ImageConfig } from "./image-documents.ts";
import type { Encoding, HistoryLine, Leak, LeakPlace, Skipped } from "./image-reading.ts";
import type { LayerContents, LayerEntry } from "./layer-contents.ts";
import type { ListedImage } from "./list-images.ts";
import type { Form } from "./needle-forms.ts";

/** A leak, as long as it is not known whose its layer is. */
export type FoundLeak = Omit<Leak, "owner">;

type Where = Pick<Leak, "place" | "layer" | "path"> & { inside?: string | null; removed?: boolean };

/** Every place of the image's layers where a value was found; `held` tells what the final file system still has. */
export function leaksInLayers(
  layers: readonly LayerContents[],
  held: (entry: LayerEntry, layer: number) => boolean,
): FoundLeak[] {
  return layers.flatMap((contents, layer) =>
    inOrder(contents).map(({ form, entry, inside }) =>
      leakOf(form, {
        place: "file",
        layer,
        path: entry?.path ?? null,
        inside,
        removed: entry !== null && !isStanding(entry, layer, held),
      }),
    ),
  );
}

/** As the entries lie in the layer: what is unpacked beside the reading comes when it comes, as the stream does. */
function inOrder({ hits, entries }: LayerContents): LayerContents["hits"] {
  if (hits.length < 2) return hits;
  const wanted = new Set(hits.map(({ entry }) => entry));
  const places = new Map<LayerEntry | null, number>();
  for (const [index, entry] of entries.entries()) if (wanted.has(entry)) places.set(entry, index);
  const placeOf = ({ entry }: { entry: LayerEntry | null }) => places.get(entry) ?? entries.length;
  return [...hits].sort((a, b) => placeOf(a) - placeOf(b) || (textOf(a) < textOf(b) ? -1 : 1));
}

const ENCODINGS: readonly Encoding[] = ["plain", "base64", "hex", "percent", "utf-16"];

function textOf({ form: { rule, encoding, masked }, inside }: LayerContents["hits"][number]): string {
  return [inside ?? "", rule, ENCODINGS.indexOf(encoding), masked].join("\n");
}

/** Every place of the configuration, its history lines and its blob where a value was found. */
export function leaksInConfig(
  { config, history: lines }: ImageConfig,
  history: readonly HistoryLine[],
  finder: Finder,
): FoundLeak[] {
  const leaks: FoundLeak[] = [];
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

/**
 * Each finding once: a value stands in a file in several forms of one encoding, under one path twice, or in the bytes
 * of an archive as in those of its member.
 */
export function distinct(leaks: FoundLeak[]): FoundLeak[] {
  const kept = new Map<string, FoundLeak>();
  const around = new Set<string>();
  for (const leak of leaks) {
    const key = keyOf(leak, leak.inside);
    const known = kept.get(key) ?? leak;
    known.removed &&= leak.removed;
    kept.set(key, known);
    for (const outer of outsides(leak.inside)) around.add(keyOf(leak, outer));
  }
  return [...kept].filter(([key]) => !around.has(key)).map(([, leak]) => leak);
}

function keyOf({ rule, place, layer, path, encoding, masked }: FoundLeak, inside: string | null): string {
  return JSON.stringify([rule, place, layer, path, encoding, masked, inside]);
}

/** The archives around what lies inside: `a!/b!/c` lies in `a!/b`, in `a` and in the file itself. */
function outsides(inside: string | null): (string | null)[] {
  const parts = inside?.split("!/") ?? [];
  return parts.map((_, index) => (index === 0 ? null : parts.slice(0, index).join("!/")));
}

/** Every document of the image that holds a value: what anyone who pulls the image gets beside its layers. */
export function leaksInDocuments(archive: Archive, image: ListedImage): FoundLeak[] {
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

function leakOf(form: Form, where: Where): FoundLeak {
  const { rule, encoding, masked } = form;
  const { inside = null, removed = false } = where;
  return { rule, ...where, encoding, inside, removed, masked };
}
