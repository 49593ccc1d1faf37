import { createHash } from "node:crypto";
import type { Finding, ImageReading, Leak } from "../image/image-reading.ts";
import { instructionOf } from "./instruction.ts";
import { labForFinding, labForLeak } from "./lab-for.ts";
import { closing, kindOf, placeOf } from "./leak-words.ts";

const SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
const LEVELS = { high: "error", medium: "warning", low: "note" } as const;

type Level = (typeof LEVELS)[keyof typeof LEVELS];

interface Result {
  readonly ruleId: string;
  readonly level: Level;
  readonly message: { readonly text: string };
  readonly locations: readonly object[];
  /** Tells the same result in the next run from a new one. */
  readonly partialFingerprints: { readonly sizeMatters: string };
  /** The lab that teaches to mend it. */
  readonly properties?: { readonly lab: string };
}

/**
 * Leaks and findings for code scanning, as SARIF 2.1.0
 * (https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html). The location is the file in the image, or the
 * image itself; the layer and its instruction are a logical location.
 */
export function sarifOf(name: string, version: string, reading: ImageReading): object {
  const results = [
    ...reading.leaks.map((leak) => leakResult(name, leak, reading)),
    ...reading.findings.map((finding) => findingResult(name, finding)),
  ];
  const rules = [...new Set(results.map(({ ruleId }) => ruleId))].sort();
  const driver = {
    name: "size-matters",
    version,
    rules: rules.map((id) => ({
      id,
      shortDescription: { text: id.replace("/", ": ").replaceAll("-", " ") },
    })),
  };
  const skipped = reading.skipped.map(({ path, why }) => ({
    level: "warning",
    message: { text: `${path}: ${why}` },
  }));
  const invocation = { executionSuccessful: true, toolExecutionNotifications: skipped };
  return {
    $schema: SCHEMA,
    version: "2.1.0",
    runs: [{ tool: { driver }, invocations: [invocation], results }],
  };
}

function leakResult(name: string, leak: Leak, reading: ImageReading): Result {
  const place = placeOf(leak, reading);
  const made = leak.layer === null ? null : (reading.layers[leak.layer]?.createdBy ?? null);
  const inLayer = leak.layer === null ? "" : ` (layer ${leak.layer}: ${instructionOf(made)})`;
  const path = leak.place === "file" ? leak.path : null;
  return resultOf({
    ruleId: `leak/${leak.rule}`,
    level: "error",
    text: `${kindOf(leak)} is in ${place}${inLayer}. ${closing(leak)}`,
    uri: path ?? name,
    logical: leak.layer === null ? place : `layer ${leak.layer}`,
    lab: labForLeak(leak, reading),
    identity: [leak.rule, leak.place, leak.path, leak.inside, leak.encoding, leak.masked],
  });
}

function findingResult(name: string, finding: Finding): Result {
  const { id, severity, says, evidence, next } = finding;
  return resultOf({
    ruleId: `image/${id}`,
    level: LEVELS[severity],
    text: `${says} ${evidence} ${next}`,
    uri: name,
    logical: "configuration and final file system",
    lab: labForFinding(finding),
    identity: [id, evidence],
  });
}

interface ResultParts extends Pick<Result, "ruleId" | "level"> {
  readonly text: string;
  readonly uri: string;
  readonly logical: string;
  readonly lab: string | null;
  readonly identity: readonly (string | null)[];
}

function resultOf({ ruleId, level, text, uri, logical, lab, identity }: ResultParts): Result {
  const physicalLocation = {
    artifactLocation: { uri: uri.split("/").map(encodeURIComponent).join("/") },
    region: { startLine: 1 },
  };
  const fingerprint = createHash("sha256").update(JSON.stringify(identity)).digest("hex").slice(0, 32);
  return {
    ruleId,
    level,
    message: { text },
    locations: [{ physicalLocation, logicalLocations: [{ fullyQualifiedName: logical }] }],
    partialFingerprints: { sizeMatters: fingerprint },
    ...(lab === null ? {} : { properties: { lab } }),
  };
}
