import type { ImageReading } from "./image-reading.ts";

/** The same reading with every text that comes from the image passed through `clean`. */
export function cleaned(reading: ImageReading, clean: (text: string) => string): ImageReading {
  const { image } = reading;
  const all = (texts: string[] | null): string[] | null => texts?.map(clean) ?? null;
  const orNull = (text: string | null): string | null => (text === null ? null : clean(text));
  const withPath = <T extends { path: string }>(one: T): T => ({ ...one, path: clean(one.path) });
  return {
    image: {
      ...image,
      tags: image.tags.map(clean),
      platform: clean(image.platform),
      user: clean(image.user),
      runsAs: { ...image.runsAs, why: orNull(image.runsAs.why) },
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
    largest: reading.largest.map(withPath),
    skipped: reading.skipped.map(withPath),
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
