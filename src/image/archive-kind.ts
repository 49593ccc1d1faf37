import { packingOf } from "./decompress.ts";
import { looksLikeTar } from "./tar-header.ts";

export type ArchiveKind = "gzip" | "zstd" | "zip" | "tar";

/**
 * What kind of archive a file is by its first bytes, 512 where it has so many; null for none. Cheap: it is asked for
 * every file of an image.
 */
export function archiveKind(head: Buffer): ArchiveKind | null {
  const first = head[0] ?? 0;
  if (first === 0x1f) return head[2] === 8 && packingOf(head) === "gzip" ? "gzip" : null;
  if (first === 0x50 && head.length > 4 && head.readUInt32LE() === 0x04034b50) return "zip";
  if (packingOf(head) === "zstd") return "zstd";
  return isTar(head) ? "tar" : null;
}

/** A block of zeros may begin an image's empty tar, but is no sign of one inside a layer. */
function isTar(head: Buffer): boolean {
  const digit = head[150] ?? 0;
  return head[0] !== 0 && head.length >= 512 && digit >= 48 && digit <= 55 && looksLikeTar(head);
}
