import type { Finding, ImageReading, Leak, Package } from "../image/image-reading.ts";
import type { CompareDocument } from "./document-schema.ts";
import type { Target } from "./target.ts";

/** An image that was read, and what it was asked for as. */
interface Side {
  readonly target: Target;
  readonly reading: ImageReading;
}

/** What is different between two images; also the document of `compare --json`. */
export function compareReadings(a: Side, b: Side): CompareDocument {
  const shared = sharedLayers(a.reading, b.reading);
  const leaks = difference(a.reading.leaks, b.reading.leaks, leakKey);
  const findings = difference(a.reading.findings, b.reading.findings, findingKey);
  return {
    schemaVersion: 1,
    a: sideOf(a),
    b: sideOf(b),
    bytesAdded: b.reading.image.bytes - a.reading.image.bytes,
    layers: {
      shared,
      sharedBytes: a.reading.layers.slice(0, shared).reduce((sum, { bytes }) => sum + bytes, 0),
      onlyA: a.reading.layers.slice(shared),
      onlyB: b.reading.layers.slice(shared),
    },
    packages: comparePackages(a.reading.packages, b.reading.packages),
    leaks,
    findings: { gone: findings.gone, added: findings.added },
    skipped: { a: a.reading.skipped.length, b: b.reading.skipped.length },
  };
}

function sideOf({ target, reading: { image } }: Side): CompareDocument["a"] {
  const { configDigest, bytes, finalBytes, wastedBytes, layers, files, user } = image;
  const source = { kind: target.kind, name: target.name };
  return { source, configDigest, bytes, finalBytes, wastedBytes, layers, files, user };
}

/** Layers are shared from the lowest on: above the first that differs nothing stands on the same ground. */
function sharedLayers(a: ImageReading, b: ImageReading): number {
  const differs = a.layers.findIndex(({ diffId }, index) => diffId !== b.layers[index]?.diffId);
  return differs < 0 ? a.layers.length : differs;
}

function difference<T>(a: readonly T[], b: readonly T[], key: (one: T) => string) {
  const [inA, inB] = [new Set(a.map(key)), new Set(b.map(key))];
  return {
    gone: a.filter((one) => !inB.has(key(one))),
    added: b.filter((one) => !inA.has(key(one))),
    kept: b.filter((one) => inA.has(key(one))),
  };
}

const NAMED = new Set<Leak["place"]>(["file", "env", "label", "command"]);

/** Without the layer's number, which shifts when a layer below is added. */
function leakKey({ rule, place, path, encoding, inside, masked }: Leak): string {
  // A line of history is named by its number and a document by its digest, which differ as well.
  const where = NAMED.has(place) ? path : "";
  return JSON.stringify([rule, place, where, encoding, inside, masked]);
}

/** One of a kind is the same finding, however many files it is about; of names there may be several. */
function findingKey({ id, evidence }: Finding): string {
  return id === "secret-name" ? `${id} ${evidence}` : id;
}

/** Packages of the final file systems; one of another version is changed, not removed and added. */
function comparePackages(a: readonly Package[], b: readonly Package[]): CompareDocument["packages"] {
  const [inA, inB] = [present(a), present(b)];
  const removed: Package[] = [];
  const changed: CompareDocument["packages"]["changed"] = [];
  for (const [key, before] of inA) {
    const after = inB.get(key);
    if (!after) removed.push(...before);
    else if (versions(before) !== versions(after)) {
      const { type, name } = before[0] as Package;
      changed.push({ type, name, a: versions(before), b: versions(after) });
    }
  }
  const added = [...inB].filter(([key]) => !inA.has(key)).flatMap(([, packages]) => packages);
  return { removed, added, changed };
}

function present(packages: readonly Package[]): Map<string, Package[]> {
  const byName = new Map<string, Package[]>();
  for (const one of packages.filter(({ removed }) => !removed)) {
    const key = `${one.type} ${one.name}`;
    byName.set(key, [...(byName.get(key) ?? []), one]);
  }
  return byName;
}

function versions(packages: readonly Package[]): string {
  return [...new Set(packages.map(({ version }) => version))].sort().join(", ");
}
