import { z } from "zod";

/*
 * The one definition of the documents of `inspect --json` and `compare --json`: their types, and the JSON schema in
 * docs/. Version 1 is kept: fields may be added, none is renamed or removed.
 */

const bytes = z.int().nonnegative();
const count = z.int().nonnegative();
const layerIndex = z.int().nonnegative().describe("0-based, the lowest layer is 0");
const layer = layerIndex.nullable().describe("0-based index of a layer; null: in no layer");
const owner = z
  .enum(["base", "image"])
  .nullable()
  .describe("whose the layer is; null: no base is known, or it is in no layer");
const path = z.string().describe("without a leading slash");
const masked = z.string().describe("at most the last four characters of the value; the value is never given");

const image = z.strictObject({
  configDigest: z.string(),
  tags: z.array(z.string()),
  platform: z.string(),
  user: z.string().describe("as the configuration says it; empty means root"),
  runsAs: z.strictObject({
    uid: z.int().nullable(),
    isRoot: z.boolean().nullable(),
    why: z.string().nullable().describe("why it cannot be told"),
  }),
  env: z.array(z.string()),
  cmd: z.array(z.string()).nullable(),
  entrypoint: z.array(z.string()).nullable(),
  workingDir: z.string(),
  exposedPorts: z.array(z.string()),
  labels: z.record(z.string(), z.string()),
  bytes: bytes.describe("the sum over layers of regular files' sizes; hard links and folders are 0"),
  finalBytes: bytes.describe("what the final file system still holds"),
  wastedBytes: bytes.describe("bytes - finalBytes"),
  efficiency: z.number().min(0).max(1).describe("finalBytes / bytes; 1 for an empty image"),
  engineBytes: bytes.nullable().describe("the engine's own figure, which differs from engine to engine"),
  layers: count,
  files: count.describe("names of regular files in the final file system"),
});

const layerFacts = z.strictObject({
  index: layerIndex,
  owner,
  diffId: z.string(),
  createdBy: z.string().nullable().describe("the instruction; null where history and layers do not match"),
  bytes,
  files: count,
  wastedBytes: bytes.describe("bytes of this layer that the final file system no longer holds"),
});

const waste = z.strictObject({
  path,
  bytes,
  layer: layerIndex.describe("the layer that holds the bytes"),
  by: layerIndex.describe("the layer that took them out of the final file system"),
  reason: z.enum(["removed", "replaced", "opaque", "metadata"]),
  owner,
});

const leak = z.strictObject({
  rule: z.string().describe("`find` for a given value, or the kind of token"),
  place: z.enum(["file", "env", "label", "history", "command", "attestation", "config"]),
  layer,
  owner,
  path: z.string().nullable(),
  encoding: z.enum(["plain", "base64", "hex", "percent", "utf-16"]),
  inside: z.string().nullable().describe("the path in the archive that the file is"),
  removed: z.boolean().describe("a later layer took it away; it is in the image all the same"),
  masked,
});

const packageFacts = z.strictObject({
  type: z.enum(["deb", "apk", "python"]),
  name: z.string(),
  version: z.string(),
  layer: layerIndex,
  removed: z.boolean(),
  path,
});

const finding = z.strictObject({
  id: z.string(),
  severity: z.enum(["high", "medium", "low"]),
  says: z.string(),
  evidence: z.string(),
  next: z.string(),
});

const lab = z.string().describe("the lab of the workshop that teaches to mend it: size-matters lesson LAB");

const source = z.strictObject({ kind: z.enum(["archive", "engine"]), name: z.string() });

/** The document of `inspect --json`. */
export const inspectDocument = z.strictObject({
  schemaVersion: z.literal(1),
  source,
  image,
  layers: z.array(layerFacts),
  history: z.array(z.strictObject({ createdBy: z.string(), layer })).describe("oldest first"),
  base: z.strictObject({ name: z.string(), layers: count }).nullable(),
  waste: z.array(waste.extend({ lab })).describe("largest first; complete with --all"),
  wasteOmitted: count.describe("files of waste that are not listed"),
  leaks: z.array(leak.extend({ lab })),
  packages: z.array(packageFacts),
  findings: z
    .array(
      finding.extend({ lab: lab.nullable().describe("the lab that teaches to mend it; null: none does") }),
    )
    .describe("gravest first"),
  largest: z
    .array(z.strictObject({ path, bytes, layer: layerIndex }))
    .describe("the largest files of the final file system"),
  changes: z
    .array(
      z.strictObject({
        path,
        change: z.enum(["added", "changed", "removed"]),
        kind: z.enum(["file", "link", "folder", "symlink", "other"]),
        bytes: bytes.describe("of what was added or changed, or of all that was removed"),
        files: count,
      }),
    )
    .nullable()
    .describe("what the layer of --tree changed; null without --tree"),
  duplicates: z.array(
    z.strictObject({
      bytes: bytes.describe("of one copy"),
      wastedBytes: bytes.describe("of all copies but one"),
      copies: z.array(z.strictObject({ path, layer: layerIndex })),
    }),
  ),
  skipped: z
    .array(z.strictObject({ path: z.string(), layer, why: z.string() }))
    .describe("what could not be read: finding nothing there proves nothing"),
});

const side = z.strictObject({
  source,
  configDigest: z.string(),
  bytes,
  finalBytes: bytes,
  wastedBytes: bytes,
  layers: count,
  files: count,
  user: z.string(),
});

/** The document of `compare --json`. */
export const compareDocument = z.strictObject({
  schemaVersion: z.literal(1),
  a: side,
  b: side,
  bytesAdded: z.int().describe("bytes of b - bytes of a"),
  layers: z.strictObject({
    shared: count.describe("layers that both have, from the lowest on"),
    sharedBytes: bytes,
    onlyA: z.array(layerFacts),
    onlyB: z.array(layerFacts),
  }),
  packages: z.strictObject({
    removed: z.array(packageFacts).describe("in the final file system of a, not in that of b"),
    added: z.array(packageFacts),
    changed: z.array(
      z.strictObject({ type: packageFacts.shape.type, name: z.string(), a: z.string(), b: z.string() }),
    ),
  }),
  leaks: z.strictObject({ gone: z.array(leak), added: z.array(leak), kept: z.array(leak) }),
  findings: z.strictObject({ gone: z.array(finding), added: z.array(finding) }),
  skipped: z.strictObject({ a: count, b: count }),
});

export type InspectDocument = z.infer<typeof inspectDocument>;
export type CompareDocument = z.infer<typeof compareDocument>;
