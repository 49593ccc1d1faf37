import type { ImageFacts, ImageReading } from "./image-reading.ts";

/** The same reading with every text that comes from the image passed through `clean`. */
export function cleaned(reading: ImageReading, clean: (text: string) => string): ImageReading {
  const orNull = (text: string | null): string | null => (text === null ? null : clean(text));
  const withPath = <T extends { path: string }>(one: T): T => ({ ...one, path: clean(one.path) });
  return {
    image: cleanedFacts(reading.image, clean),
    layers: reading.layers.map((layer) => ({
      ...layer,
      diffId: clean(layer.diffId),
      createdBy: orNull(layer.createdBy),
    })),
    history: reading.history.map((line) => ({ ...line, createdBy: clean(line.createdBy) })),
    waste: reading.waste.map(withPath),
    leaks: reading.leaks.map((leak) => ({ ...leak, path: orNull(leak.path), inside: orNull(leak.inside) })),
    packages: reading.packages.map((one) =>
      withPath({ ...one, name: clean(one.name), version: clean(one.version) }),
    ),
    findings: reading.findings.map((one) => ({
      ...one,
      says: clean(one.says),
      evidence: clean(one.evidence),
      next: clean(one.next),
    })),
    base: reading.base && { ...reading.base, name: clean(reading.base.name) },
    duplicates: reading.duplicates.map((one) => ({ ...one, copies: one.copies.map(withPath) })),
    changes: reading.changes?.map(withPath) ?? null,
    entries:
      reading.entries?.map((one) => ({ ...one, path: clean(one.path), target: clean(one.target) })) ?? null,
    largest: reading.largest.map(withPath),
    skipped: reading.skipped.map(withPath),
  };
}

function cleanedFacts(image: ImageFacts, clean: (text: string) => string): ImageFacts {
  const { runsAs } = image;
  const labels = Object.entries(image.labels).map(([key, value]) => [clean(key), clean(value)]);
  return {
    ...image,
    tags: image.tags.map(clean),
    platform: clean(image.platform),
    user: clean(image.user),
    runsAs: { ...runsAs, why: runsAs.why === null ? null : clean(runsAs.why) },
    env: image.env.map(clean),
    cmd: image.cmd?.map(clean) ?? null,
    entrypoint: image.entrypoint?.map(clean) ?? null,
    workingDir: clean(image.workingDir),
    exposedPorts: image.exposedPorts.map(clean),
    labels: Object.fromEntries(labels),
  };
}

/** Every text that comes from the image, one in a line. */
export function textsOf(reading: ImageReading): string {
  const texts: string[] = [];
  cleaned(reading, (text) => {
    texts.push(text);
    return text;
  });
  return texts.join("\n");
}
