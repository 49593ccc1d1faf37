import { file, folder, hardLink, opaque, symlink, whiteout } from "../support/archives/entries.ts";
import { docker25 } from "../support/archives/layouts.ts";
import type { Entry } from "../support/archives/tar.ts";
import { diffIdsOf } from "./blobs.ts";
import { type Case, type Facts, truthOf } from "./case.ts";

interface Row extends Facts {
  name: string;
  trap: string;
  layers: Entry[][];
}

const D = [folder("d"), file("d/x", 4000), file("d/e/y", 5000)];
// cap_net_bind_service+ep. https://man7.org/linux/man-pages/man7/capabilities.7.html
const CAPABILITY = `\x01\0\0\x02\0\x04${"\0".repeat(14)}`;
const LINKED = [file("a", 70), hardLink("b", "a")];

/** What one layer takes from another. https://github.com/opencontainers/image-spec/blob/main/layer.md#whiteouts */
const removals: Row[] = [
  {
    name: "removed-folder",
    trap: "One mark removes a folder: the bytes of all files below it are waste, though none is named.",
    layers: [D, [whiteout("d")]],
    bytes: [9000, 0],
    files: 0,
    waste: ["d/e/y 5000 0<1 removed", "d/x 4000 0<1 removed"],
  },
  {
    name: "removed-file",
    trap: "A file removed in a later layer stays in the image.",
    layers: [[file("a", 9000), file("b", 1000)], [whiteout("a")]],
    bytes: [10_000, 0],
    files: 1,
    waste: ["a 9000 0<1 removed"],
  },
  {
    name: "opaque-folder",
    trap: "rm -rf d && mkdir d leaves an opaque mark and no whiteout.",
    layers: [D, [folder("d"), opaque("d"), file("d/n", 1)]],
    bytes: [9000, 1],
    files: 1,
    waste: ["d/e/y 5000 0<1 opaque", "d/x 4000 0<1 opaque"],
  },
  {
    name: "opaque-after-additions",
    // https://github.com/opencontainers/image-spec/issues/840
    trap: "An opaque mark hides the layers below, not its own layer, wherever it stands in the tar.",
    layers: [D, [file("d/x", 1), opaque("d")]],
    bytes: [9000, 1],
    files: 1,
    waste: ["d/e/y 5000 0<1 opaque", "d/x 4000 0<1 opaque"],
  },
  {
    name: "opaque-root",
    trap: "The opaque mark of the root has no folder before it.",
    layers: [D, [opaque(""), file("n", 1)]],
    bytes: [9000, 1],
    files: 1,
    waste: ["d/e/y 5000 0<1 opaque", "d/x 4000 0<1 opaque"],
  },
  {
    name: "opaque-folder-keeps-siblings",
    trap: "An opaque mark empties its own folder alone.",
    layers: [[...D, file("dd/x", 7), file("x", 8)], [opaque("d")]],
    bytes: [9015, 0],
    files: 2,
    waste: ["d/e/y 5000 0<1 opaque", "d/x 4000 0<1 opaque"],
  },
  {
    name: "whiteout-of-nothing",
    // https://github.com/wagoodman/dive/pull/715
    trap: "A whiteout without a target removes nothing, and the rest of its layer counts.",
    layers: [[file("a", 3)], [whiteout("0"), whiteout("no/such"), file("b", 4), whiteout("a")]],
    bytes: [3, 4],
    files: 1,
    waste: ["a 3 0<1 removed"],
  },
  {
    name: "whiteout-before-file-made-again",
    trap: "A file that is removed and made again: the mark takes the lower one, whatever comes first.",
    layers: [
      [file("a", 3), file("b", 5)],
      [file("a", 4), whiteout("a"), whiteout("b"), file("b", 6)],
    ],
    bytes: [8, 10],
    files: 2,
    waste: ["b 5 0<1 removed", "a 3 0<1 removed"],
  },
  {
    name: "whiteout-in-lowest-layer",
    trap: "A whiteout never takes from its own layer.",
    layers: [[whiteout("a"), file("a", 4)]],
    bytes: [4],
    files: 1,
  },
  {
    name: "whiteout-of-dot-file",
    trap: "Removing .env makes .wh..env, which looks like the start of a special mark.",
    layers: [
      [file(".env", 30), file("d/.env", 20), file(".wh", 9)],
      [whiteout(".env"), whiteout("d/.env")],
      [whiteout(".wh")],
    ],
    bytes: [59, 0, 0],
    files: 0,
    waste: [".env 30 0<1 removed", "d/.env 20 0<1 removed", ".wh 9 0<2 removed"],
  },
  {
    name: "whiteout-without-name",
    // https://github.com/anchore/stereoscope/issues/647
    trap: "A bare .wh. is illegal: it removes nothing, least of all its folder.",
    layers: [[file("d/a", 3)], [file("d/.wh."), file("b", 4)]],
    bytes: [3, 4],
    files: 2,
    skipped: [{ path: "d/.wh.", layer: 1, why: "whiteout without a name" }],
  },
  {
    name: "notes-of-aufs",
    trap: "Names that begin with .wh..wh. are notes of a storage driver to itself, and no files.",
    layers: [[file("a", 3)], [file(".wh..wh.aufs", 0), file(".wh..wh.plnk/1", 0)]],
    bytes: [3, 0],
    files: 1,
  },
];

const replacements: Row[] = [
  {
    name: "file-becomes-folder",
    trap: "A file replaced by a folder: no path repeats as a file.",
    layers: [[file("p", 9000)], [folder("p"), file("p/q", 1)]],
    bytes: [9000, 1],
    files: 1,
    waste: ["p 9000 0<1 replaced"],
  },
  {
    name: "file-becomes-implied-folder",
    trap: "A file replaced by a folder that has no entry of its own.",
    layers: [[file("p", 9000)], [file("p/q", 1)]],
    bytes: [9000, 1],
    files: 1,
    waste: ["p 9000 0<1 replaced"],
  },
  {
    name: "folder-becomes-file",
    trap: "A folder replaced by a file loses all that was below it.",
    layers: [D, [file("d", 1)]],
    bytes: [9000, 1],
    files: 1,
    waste: ["d/e/y 5000 0<1 replaced", "d/x 4000 0<1 replaced"],
  },
  {
    name: "folder-becomes-symlink",
    trap: "A folder replaced by a symbolic link loses all that was below it.",
    layers: [D, [symlink("d", "other")]],
    bytes: [9000, 0],
    files: 0,
    waste: ["d/e/y 5000 0<1 replaced", "d/x 4000 0<1 replaced"],
  },
  {
    name: "symlinked-parent",
    // https://docs.docker.com/reference/dockerfile/#copy---link
    trap: "COPY --link cannot see that bin is a link: bin becomes a folder, and usr/bin keeps its files.",
    layers: [
      [file("usr/bin/tool", 100), symlink("bin", "usr/bin")],
      [file("bin/tool", 40), whiteout("bin/other")],
    ],
    bytes: [100, 40],
    files: 2,
  },
  {
    name: "removed-symlink",
    trap: "Removing a link to a folder leaves the folder as it is.",
    layers: [[file("usr/bin/tool", 100), symlink("bin", "usr/bin")], [whiteout("bin")]],
    bytes: [100, 0],
    files: 1,
  },
  {
    name: "chmod-copies",
    // https://github.com/wagoodman/dive/issues/684
    trap: "chmod in a later layer copies the file: one copy is waste, the one that stays is not.",
    layers: [[file("a", 10_000)], [file("a", 10_000, { mode: 0o755 })]],
    bytes: [10_000, 10_000],
    files: 1,
    waste: ["a 10000 0<1 metadata"],
  },
  {
    name: "chown-copies",
    trap: "So does chown.",
    layers: [[file("a", 10_000)], [file("a", 10_000, { uid: 5 })]],
    bytes: [10_000, 10_000],
    files: 1,
    waste: ["a 10000 0<1 metadata"],
  },
  {
    name: "setcap-copies",
    trap: "So does a capability, which stands in an extended header.",
    layers: [[file("a", 10)], [file("a", 10, { pax: { "SCHILY.xattr.security.capability": CAPABILITY } })]],
    bytes: [10, 10],
    files: 1,
    waste: ["a 10 0<1 metadata"],
  },
  {
    name: "same-file-made-again",
    trap: "The same bytes written again, by a second COPY or pip install, are there twice.",
    layers: [[file("a", 50)], [file("a", 50, { mtime: 5 })]],
    bytes: [50, 50],
    files: 1,
    waste: ["a 50 0<1 replaced"],
  },
  {
    name: "same-layer-twice",
    trap: "A layer listed twice lies in the archive once, and counts twice.",
    layers: [[file("a", 50)], [whiteout("a")], [file("a", 50)]],
    bytes: [50, 0, 50],
    files: 1,
    waste: ["a 50 0<1 removed"],
  },
  {
    name: "three-versions",
    trap: "Each older version is waste, each taken away by the next.",
    layers: [[file("a", 3)], [file("a", 2)], [file("a", 1)]],
    bytes: [3, 2, 1],
    files: 1,
    waste: ["a 3 0<1 replaced", "a 2 1<2 replaced"],
  },
  {
    name: "one-path-twice-in-a-layer",
    trap: "tar -r appends: the last of two entries with one name is the file.",
    layers: [[file("a", 5), file("a", 6)]],
    bytes: [11],
    files: 1,
    waste: ["a 5 0<0 replaced"],
  },
  {
    name: "empty-files",
    trap: "Empty files are names, and no waste.",
    layers: [[file("a", 0), file("b", 0)], [whiteout("a")]],
    bytes: [0, 0],
    files: 1,
  },
];

const hardLinks: Row[] = [
  {
    name: "hard-link",
    trap: "A hard link has no bytes of its own: the size counts once.",
    layers: [LINKED],
    bytes: [70],
    files: 2,
  },
  {
    name: "hard-link-first-name-removed",
    trap: "A hard link whose first name goes keeps its bytes.",
    layers: [LINKED, [whiteout("a")]],
    bytes: [70, 0],
    files: 1,
  },
  {
    name: "hard-link-both-names-gone",
    trap: "The bytes are lost with the last name, by whoever takes that.",
    layers: [LINKED, [whiteout("a")], [file("b", 1)]],
    bytes: [70, 0, 1],
    files: 1,
    waste: ["a 70 0<2 replaced"],
  },
  {
    name: "hard-link-chmod",
    trap: "chmod of one name copies the file; the other name keeps the old bytes.",
    layers: [LINKED, [file("a", 70, { mode: 0 })]],
    bytes: [70, 70],
    files: 2,
  },
  {
    name: "hard-link-before-its-file",
    trap: "A hard link that stands before the file it names.",
    layers: [[hardLink("b", "a"), file("a", 70)], [whiteout("a")]],
    bytes: [70, 0],
    files: 1,
  },
  {
    name: "hard-link-to-lower-layer",
    trap: "A hard link may name a file of a lower layer, with or without a slash before.",
    layers: [[file("a", 70)], [hardLink("b", "/a")], [whiteout("a")]],
    bytes: [70, 0, 0],
    files: 1,
  },
  {
    name: "hard-link-with-size",
    trap: "Some tools write a size into the header of a hard link; no body follows.",
    layers: [[file("a", 5), { ...hardLink("b", "a"), size: 5 }, file("c", 6)]],
    bytes: [11],
    files: 3,
  },
  {
    name: "hard-link-to-symlink",
    trap: "A symbolic link or a pipe may have two names, too: nothing is missing.",
    layers: [
      [symlink("s", "x"), hardLink("t", "s"), { path: "p", type: "6" }, hardLink("q", "p"), file("a", 5)],
    ],
    bytes: [5],
    files: 1,
  },
  {
    name: "hard-link-to-nothing",
    trap: "A hard link whose file is nowhere cannot be judged, and must be said.",
    layers: [[hardLink("b", "ghost"), file("c", 6)]],
    bytes: [6],
    files: 1,
    skipped: [{ path: "b", layer: 0, why: "names a file that no layer holds" }],
  },
];

const edges: Row[] = [
  {
    name: "scratch-one-layer",
    trap: "FROM scratch with one layer: no base, nothing to divide by.",
    layers: [[file("app", 12)]],
    bytes: [12],
    files: 1,
  },
  {
    name: "empty-second-layer",
    trap: "A layer without entries, as touch f && rm f makes with BuildKit.",
    layers: [[file("app", 12)], []],
    bytes: [12, 0],
    files: 1,
  },
  {
    name: "only-empty-layers",
    trap: "Nothing at all in two layers.",
    layers: [[], []],
    bytes: [0, 0],
    files: 0,
  },
  {
    name: "stub-folders",
    trap: "RUN layers of BuildKit carry folders that it needed for mounts; they weigh nothing.",
    layers: [[file("app", 12)], [folder("dev"), folder("etc"), folder("proc"), folder("sys")]],
    bytes: [12, 0],
    files: 1,
  },
];

const BASED = { layers: [[file("a", 3)], [file("b", 4), file("c", 5)], [whiteout("b"), file("d", 6)]] };

/** A base of several layers, as the usual ones have. */
const based: Case = {
  name: "base-of-two-layers",
  trap: "The bytes of all of the base's layers are the base's, not only those of the lowest.",
  archive: () => docker25(BASED),
  ask: { base: { name: "python:3.13-slim", diffIds: diffIdsOf(BASED).slice(0, 2) } },
  truth: truthOf({ bytes: [3, 9, 6], files: 3, waste: ["b 4 1<2 removed"], baseLayers: 2 }),
};

/** A case for each way in which a layer takes something from another. */
export const wasteCases: Case[] = [
  based,
  ...[...removals, ...replacements, ...hardLinks, ...edges].map((row) => ({
    name: row.name,
    trap: row.trap,
    archive: () => docker25({ layers: row.layers }),
    truth: truthOf(row),
  })),
];
