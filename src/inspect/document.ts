import type { ImageReading } from "../image/image-reading.ts";
import type { InspectDocument } from "./document-schema.ts";
import { labForFinding, labForLeak, labForWaste } from "./lab-for.ts";
import type { Target } from "./target.ts";

const SHORT_LIST = 100;

/** The document of `inspect --json`. Waste is cut to its largest hundred unless `all`. */
export function inspectDocumentOf(
  target: Target,
  reading: ImageReading,
  options: { readonly all?: boolean },
): InspectDocument {
  const { image, layers, history, base, leaks, packages, findings, largest, changes, duplicates, skipped } =
    reading;
  const waste = options.all ? reading.waste : reading.waste.slice(0, SHORT_LIST);
  return {
    schemaVersion: 1,
    source: { kind: target.kind, name: target.name },
    image: { ...image, engineBytes: target.held?.facts.size ?? null },
    layers,
    history,
    base,
    waste: waste.map((one) => ({ ...one, lab: labForWaste(one) })),
    wasteOmitted: reading.waste.length - waste.length,
    leaks: leaks.map((leak) => ({ ...leak, lab: labForLeak(leak, reading) })),
    packages,
    findings: findings.map((finding) => ({ ...finding, lab: labForFinding(finding) })),
    largest,
    changes,
    duplicates,
    skipped,
  };
}
