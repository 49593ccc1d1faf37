import type { ImageReading, Leak } from "../../src/image/image-reading.ts";
import type { ImageTruth, LeakTruth, WasteTruth } from "./case.ts";

/** What a reading says of all that a truth states, in the same shape and order. */
export function toldBy(reading: ImageReading): ImageTruth {
  const { image, layers, base, waste, leaks, packages, skipped } = reading;
  return {
    platform: image.platform,
    tags: image.tags,
    user: { written: image.user, uid: image.runsAs.uid },
    bytes: image.bytes,
    finalBytes: image.finalBytes,
    wastedBytes: image.wastedBytes,
    files: image.files,
    baseLayers: base?.layers ?? null,
    layers: layers.map(({ bytes, wastedBytes, createdBy }) => ({ bytes, wastedBytes, createdBy })),
    waste: sorted(
      waste.map(({ path, bytes, layer, by, reason }): WasteTruth => ({ path, bytes, layer, by, reason })),
    ),
    leaks: sorted(leaks.map(leakTold)),
    packages: sorted(
      packages.map(({ type, name, version, layer, removed }) => ({ type, name, version, layer, removed })),
    ),
    skipped: sorted(skipped.map((one) => ({ ...one, path: withoutDigest(one.path) ?? "" }))),
  };
}

/** The same truth with its lists in the order in which a reading is told. */
export function inOrder(truth: ImageTruth): ImageTruth {
  const { waste, leaks, packages, skipped } = truth;
  return {
    ...truth,
    waste: sorted(waste),
    leaks: sorted(leaks),
    packages: sorted(packages),
    skipped: sorted(skipped),
  };
}

function leakTold({ place, layer, path, encoding, inside, removed }: Leak): LeakTruth {
  return { place, layer, path: withoutDigest(path), encoding, inside, removed };
}

function withoutDigest(path: string | null): string | null {
  return path?.replaceAll(/[0-9a-f]{64}/g, "*") ?? null;
}

function sorted<T extends object>(list: readonly T[]): T[] {
  const keyOf = (one: T): string => JSON.stringify(Object.entries(one).sort());
  return [...list].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
}
