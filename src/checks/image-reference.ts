/** An image's name as FROM writes it, taken apart: `localhost:5000/python:3.13-slim@sha256:…`. */
interface ImageReference {
  readonly name: string;
  readonly tag: string | null;
  readonly digest: string | null;
}

/** Reads a reference. A colon before the last slash is a registry's port. */
export function readReference(reference: string): ImageReference {
  const [named = "", digest = null] = reference.split("@");
  const [, name = named, tag = null] = /^(.+):([^/:]+)$/.exec(named) ?? [];
  return { name, tag, digest };
}

/** A reference without what Docker puts in front of an official image's name by itself. */
export function familiar(reference: string): string {
  return reference.replace(/^(index\.)?docker\.io\//, "").replace(/^library\//, "");
}

/** Whether it names an image by its ID: the hash of its configuration. */
export function isImageId(reference: string): boolean {
  return /^sha256:[0-9a-f]+$|^[0-9a-f]{64}$/.test(reference);
}
