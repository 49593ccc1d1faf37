import { z } from "zod";
import { UserError } from "../errors.ts";
import { type Archive, blobOf, MAX_DOCUMENT_BYTES } from "./archive-reader.ts";
import { safeText } from "./safe-text.ts";

const texts = z.array(z.string()).nullish();
const labels = z.record(z.string(), z.string()).nullish();
const platform = z.object({ os: z.string(), architecture: z.string(), variant: z.string().nullish() });

/** An image's configuration. https://github.com/opencontainers/image-spec/blob/main/config.md */
export const configSchema = z.object({
  os: z.string().nullish(),
  architecture: z.string().nullish(),
  variant: z.string().nullish(),
  config: z
    .object({
      User: z.string().nullish(),
      Env: texts,
      Cmd: texts,
      Entrypoint: texts,
      WorkingDir: z.string().nullish(),
      ExposedPorts: z.record(z.string(), z.unknown()).nullish(),
      Labels: labels,
      Healthcheck: z.object({ Test: texts }).nullish(),
      OnBuild: texts,
    })
    .nullish(),
  rootfs: z.object({ diff_ids: texts }),
  history: z
    .array(
      z.object({
        created_by: z.string().nullish(),
        comment: z.string().nullish(),
        author: z.string().nullish(),
        empty_layer: z.boolean().nullish(),
      }),
    )
    .nullish(),
});

export type ImageConfig = z.infer<typeof configSchema>;

/** `manifest.json` of `docker save`, podman and skopeo. */
export const dockerManifestSchema = z.array(z.object({ Config: z.string(), RepoTags: texts, Layers: texts }));

const descriptor = z.object({
  digest: z.string().regex(/^[a-z0-9+._-]+:[a-zA-Z0-9=_-]+$/),
  mediaType: z.string().nullish(),
  platform: platform.nullish(),
  annotations: labels,
});

export type Descriptor = z.infer<typeof descriptor>;

/** An OCI index (`manifests`) or manifest (`config` and `layers`), told apart by what they hold. */
export const ociSchema = z.object({
  manifests: z.array(descriptor).nullish(),
  config: descriptor.nullish(),
  layers: z.array(descriptor).nullish(),
  subject: descriptor.nullish(),
});

export type OciDocument = z.infer<typeof ociSchema>;

/** The name under which an archive holds a blob. */
export function blobName({ digest }: { digest: string }): string {
  return `blobs/${digest.replace(":", "/")}`;
}

/** A platform as one text: `linux/arm/v7`. */
export function platformName(of: { os?: unknown; architecture?: unknown; variant?: unknown }): string {
  const parts = [of.os || "unknown", of.architecture || "unknown", of.variant].filter(Boolean);
  return safeText(parts.join("/"));
}

/** Reads a document that the archive lists. UserError when it is absent, too large or not what it should be. */
export function readDocument<T>(archive: Archive, name: string, schema: z.ZodType<T>): T {
  const parsed = schema.safeParse(parseJson(documentBytes(archive, name), name));
  if (parsed.success) return parsed.data;
  const { path, message } = parsed.error.issues[0] ?? { path: [], message: "unknown" };
  throw unreadable(
    name,
    `it is not what it should be at ${safeText(path.join(".")) || "its top"} (${message})`,
  );
}

/** The bytes of a document that the archive lists. */
export function documentBytes(archive: Archive, name: string): Buffer {
  const blob = blobOf(archive, name);
  if (!blob) throw incomplete(name);
  if (blob.kind === "damaged") throw unreadable(name, "it is damaged", blob.thrown);
  if (blob.kind === "layer") throw unreadable(name, "it is a tar where a document should be");
  if (!blob.bytes) throw unreadable(name, `it is larger than ${MAX_DOCUMENT_BYTES >> 20} MB`);
  return blob.bytes;
}

/** The error for a blob that is listed and absent. */
export function incomplete(name: string): UserError {
  return new UserError(`The archive is incomplete: it lists ${safeText(name)} but does not hold it.`, {
    fix: "Save the image again, where all of its layers are present: docker pull IMAGE, then docker save IMAGE -o FILE",
  });
}

/** The error for a blob that is there and cannot be read. */
export function unreadable(name: string, why: string, cause?: unknown): UserError {
  return new UserError(`The archive's ${safeText(name)} cannot be read: ${why}.`, {
    fix: "Save the image again: docker save IMAGE -o FILE",
    cause,
  });
}

function parseJson(bytes: Buffer, name: string): unknown {
  try {
    return JSON.parse(bytes.toString("utf8"));
  } catch {
    // The parser's message would quote the document, and with it perhaps a value to hide.
    throw unreadable(name, "it is not JSON");
  }
}
