import type { FoundPackage, LayerContents, LayerEntry } from "./layer-contents.ts";
import { safeText } from "./safe-text.ts";
import { collected, type Sink } from "./sink.ts";

const DPKG = /^var\/lib\/dpkg\/(status$|status\.d\/[^/]+$)/;
const PYTHON = /\.(dist-info\/METADATA|egg-info\/PKG-INFO|egg-info)$/i;
const APK = /^(usr\/)?lib\/apk\/db\/installed$/;
const MAX_LIST_BYTES = 32 << 20;
const MAX_PYTHON_BYTES = 16 << 10;

/** A sink for the body of a file that names packages, or undefined; its packages are added to `contents`. */
export function packageFileSink(entry: LayerEntry, contents: LayerContents): Sink | undefined {
  if (entry.kind !== "file") return undefined;
  if (APK.test(entry.path)) return listSink(readApk, entry, contents);
  if (DPKG.test(entry.path) && !entry.path.endsWith(".md5sums")) return listSink(readDpkg, entry, contents);
  if (!PYTHON.test(entry.path)) return undefined;
  return collected(MAX_PYTHON_BYTES, (bytes) => {
    const found = readPython(bytes.toString("utf8"), entry);
    if (found) contents.packages.push(found);
  });
}

function listSink(
  read: (text: string, entry: LayerEntry) => Iterable<FoundPackage>,
  entry: LayerEntry,
  contents: LayerContents,
): Sink {
  return collected(MAX_LIST_BYTES, (bytes, total) => {
    if (total > MAX_LIST_BYTES)
      contents.skipped.push({ path: entry.path, why: "This package list is too large." });
    for (const found of read(bytes.toString("utf8"), entry)) contents.packages.push(found);
  });
}

/** The packages of an apk database. https://wiki.alpinelinux.org/wiki/Apk_spec#Syntax */
function* readApk(text: string, entry: LayerEntry): Generator<FoundPackage> {
  for (const stanza of text.split(/\n\s*\n/)) {
    const name = field(stanza, "P");
    const version = field(stanza, "V");
    if (name && version) yield { type: "apk", name, version, variant: field(stanza, "A"), entry };
  }
}

/** The installed packages of a dpkg status file. https://www.debian.org/doc/debian-policy/ch-controlfields.html */
function* readDpkg(text: string, entry: LayerEntry): Generator<FoundPackage> {
  for (const stanza of text.split(/\n\s*\n/)) {
    const name = field(stanza, "Package");
    const version = field(stanza, "Version");
    const status = field(stanza, "Status");
    // The files of `status.d` (distroless) have no status: what is listed is installed.
    const installed = status === "" || / installed$/.test(status);
    if (name && version && installed) {
      yield { type: "deb", name, version, variant: field(stanza, "Architecture"), entry };
    }
  }
}

/** The package of a METADATA or PKG-INFO file. https://packaging.python.org/en/latest/specifications/core-metadata/ */
function readPython(text: string, entry: LayerEntry): FoundPackage | null {
  const head = text.split(/\r?\n\r?\n/, 1)[0] ?? "";
  const name = field(head, "Name");
  const version = field(head, "Version");
  if (!name || !version) return null;
  const variant = entry.path.replace(/\/(METADATA|PKG-INFO)$/, "");
  return { type: "python", name, version, variant, entry };
}

function field(text: string, key: string): string {
  const at = text.startsWith(`${key}:`) ? 0 : text.indexOf(`\n${key}:`) + 1;
  if (at === 0 && !text.startsWith(`${key}:`)) return "";
  const end = text.indexOf("\n", at);
  return safeText(text.slice(at + key.length + 1, end < 0 ? undefined : end)).trim();
}
