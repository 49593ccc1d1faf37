import { file, whiteout } from "../support/archives/entries.ts";
import { docker25 } from "../support/archives/layouts.ts";
import type { Entry } from "../support/archives/tar.ts";
import { type Case, type Facts, type PackageTruth, truthOf } from "./case.ts";

const SITE = "usr/local/lib/python3.13/site-packages";
const OK = "install ok installed";

/** One stanza of dpkg's status file. https://www.debian.org/doc/debian-policy/ch-controlfields.html */
const deb = (name: string, version: string, status = OK) =>
  `Package: ${name}\nStatus: ${status}\nArchitecture: amd64\nVersion: ${version}\nDescription: x\n more\n`;
/** One stanza of apk's database. https://wiki.alpinelinux.org/wiki/Apk_spec */
const apk = (name: string) => `C:Q1x=\nP:${name}\nV:1.2.3-r0\nA:x86_64\nF:lib\nR:x\n`;
const status = (...stanzas: string[]) => file("var/lib/dpkg/status", stanzas.join("\n"));
/** https://packaging.python.org/en/latest/specifications/core-metadata/ */
const python = (name: string, version: string, site = SITE) =>
  file(`${site}/${name}-${version}.dist-info/METADATA`, metadata(name, version));

function metadata(name: string, version: string): string {
  return `Metadata-Version: 2.1\nName: ${name}\nVersion: ${version}\n\nName: not-this\n`;
}

/** `git 2.40 0` is in the image, `git 2.40 0 removed` only in its layer. */
function packagesOf(type: PackageTruth["type"], lines: string[]): PackageTruth[] {
  return lines.map((line) => {
    const [name = "", version = "", layer, removed] = line.split(" ");
    return { type, name, version, layer: Number(layer), removed: removed === "removed" };
  });
}

const before = [deb("libc6", "2.41"), deb("git", "2.40"), deb("old", "1", "deinstall ok config-files")];
const between = [deb("libc6", "2.41"), deb("git", "2.47"), deb("gcc", "14")];
const after = [deb("libc6", "2.41"), deb("git", "2.47")];

interface Row extends Pick<Facts, "files" | "waste"> {
  name: string;
  trap: string;
  layers: Entry[][];
  packages: PackageTruth[];
}

const rows: Row[] = [
  {
    name: "packages-of-dpkg",
    trap: "One file lists all packages again in each layer: the first layer with a version brought it.",
    layers: [[status(...before)], [status(...between)], [status(...after)]],
    files: 1,
    waste: [`${lost(before)} 0<1 replaced`, `${lost(between)} 1<2 replaced`],
    packages: packagesOf("deb", ["libc6 2.41 0", "git 2.40 0 removed", "git 2.47 1", "gcc 14 1 removed"]),
  },
  {
    name: "packages-of-distroless",
    trap: "A file for each package, without a status.",
    layers: [
      [
        file("var/lib/dpkg/status.d/tzdata", "Package: tzdata\nVersion: 2025a\nArchitecture: all\n"),
        file("var/lib/dpkg/status.d/tzdata.md5sums", "Package: x\nVersion: 1\n"),
      ],
    ],
    files: 2,
    packages: packagesOf("deb", ["tzdata 2025a 0"]),
  },
  ...["lib/apk/db/installed", "usr/lib/apk/db/installed"].map((path) => ({
    name: `packages-of-apk-in-${path.split("/")[0]}`,
    trap: "Alpine's list, in its old and its new place.",
    layers: [[file(path, `${apk("musl")}\n${apk("curl")}`)], [file(path, apk("musl"))]],
    files: 1,
    waste: [`${path} ${`${apk("musl")}\n${apk("curl")}`.length} 0<1 replaced`],
    packages: packagesOf("apk", ["musl 1.2.3-r0 0", "curl 1.2.3-r0 0 removed"]),
  })),
  {
    name: "packages-of-python",
    trap: "One package in two environments, one removed with its folder, one as an egg, one as a bare file.",
    layers: [
      [python("flask", "3.1.0"), python("pip", "25.0"), python("flask", "3.1.0", "opt/venv/lib")],
      [
        whiteout(`${SITE}/pip-25.0.dist-info`),
        file(`${SITE}/six.egg-info/PKG-INFO`, "Name: six\r\nVersion: 1.17\r\n\r\nName: not-this"),
        file(`${SITE}/bare.egg-info`, "Name: bare\nVersion: 1\n"),
      ],
    ],
    files: 4,
    waste: [`${SITE}/pip-25.0.dist-info/METADATA ${metadata("pip", "25.0").length} 0<1 removed`],
    packages: packagesOf("python", [
      "flask 3.1.0 0",
      "flask 3.1.0 0",
      "pip 25.0 0 removed",
      "six 1.17 1",
      "bare 1 1",
    ]),
  },
  {
    name: "packages-removed-and-installed-again",
    trap: "A package that goes and comes back with the same version is there.",
    layers: [[python("flask", "3.1.0")], [whiteout(`${SITE}`)], [python("flask", "3.1.0")]],
    files: 1,
    waste: [`${SITE}/flask-3.1.0.dist-info/METADATA ${metadata("flask", "3.1.0").length} 0<1 removed`],
    packages: packagesOf("python", ["flask 3.1.0 0"]),
  },
  {
    name: "packages-without-names",
    trap: "Lists that are cut, empty or no lists at all name no package.",
    layers: [
      [
        file("var/lib/dpkg/status", "Package: x\n\nVersion: 1\n\n\n"),
        file("lib/apk/db/installed", "\0\x01\x02P:x"),
        file(`${SITE}/x.dist-info/METADATA`, ""),
        file("usr/share/METADATA", metadata("no", "1")),
      ],
    ],
    files: 4,
    packages: [],
  },
];

function lost(stanzas: string[]): string {
  return `var/lib/dpkg/status ${stanzas.join("\n").length}`;
}

function bytesIn(layer: readonly Entry[]): number {
  return layer.reduce((total, { body = "" }) => total + Buffer.byteLength(body), 0);
}

/** Packages by the files in which their managers list them. */
export const packageCases: Case[] = rows.map(({ name, trap, layers, ...facts }) => ({
  name,
  trap,
  archive: () => docker25({ layers }),
  truth: truthOf({ ...facts, bytes: layers.map(bytesIn) }),
}));
