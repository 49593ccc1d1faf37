import { file, folder, hardLink, opaque, symlink, whiteout } from "../support/archives/entries.ts";
import { containerdStore, docker25, type ImageSpec } from "../support/archives/layouts.ts";
import { CANARY } from "../support/archives/read.ts";
import { type Entry, tarOf } from "../support/archives/tar.ts";
import { attestationMarks, type Blobs, blobs, type Descriptor, emptyConfig } from "./blobs.ts";
import { type Case, type Facts, IN_CONFIG, type LeakTruth, leak, truthOf } from "./case.ts";

/** What stands in a reading for the value. */
const MASKED = "****4b62";
const BYTES = CANARY.length;
const base64 = Buffer.from(`u:${CANARY}`).toString("base64");

interface Row extends Partial<Facts> {
  name: string;
  trap: string;
  layers: (Entry[] | Buffer)[];
  bytes: number[];
  files: number;
}

/** Each line is `0 path`, or `0 path removed`. */
function inFiles(...lines: string[]): LeakTruth[] {
  return lines.map((line) => {
    const [layer, path = "", removed] = line.split(" ");
    return leak("file", path, { layer: Number(layer), removed: removed === "removed" });
  });
}

const inLayers: Row[] = [
  {
    name: "leak-in-file",
    trap: "A file that is there.",
    layers: [[file("root/.netrc", `machine feed login u password ${CANARY}\n`)]],
    bytes: [31 + BYTES],
    files: 1,
    leaks: inFiles("0 root/.netrc"),
  },
  {
    name: "leak-in-removed-file",
    // https://github.com/aquasecurity/trivy/issues/2194
    trap: "A file that a later layer removes is in the image all the same.",
    layers: [[file(".env", CANARY)], [whiteout(".env")]],
    bytes: [BYTES, 0],
    files: 0,
    waste: [`.env ${BYTES} 0<1 removed`],
    leaks: inFiles("0 .env removed"),
  },
  {
    name: "leak-in-removed-folder",
    trap: "So is one whose folder is removed or emptied.",
    layers: [
      [file("a/.env", CANARY), file("b/.env", CANARY)],
      [whiteout("a"), opaque("b")],
    ],
    bytes: [2 * BYTES, 0],
    files: 0,
    waste: [`a/.env ${BYTES} 0<1 removed`, `b/.env ${BYTES} 0<1 opaque`],
    leaks: inFiles("0 a/.env removed", "0 b/.env removed"),
  },
  {
    name: "leak-in-earlier-version",
    trap: "An earlier value of a file, which the last one hides.",
    layers: [[file("conf", CANARY)], [file("conf", "clean")]],
    bytes: [BYTES, 5],
    files: 1,
    waste: [`conf ${BYTES} 0<1 replaced`],
    leaks: inFiles("0 conf removed"),
  },
  {
    name: "leak-in-both-copies",
    trap: "chmod copies the value into the next layer.",
    layers: [[file("id_rsa", CANARY)], [file("id_rsa", CANARY, { mode: 0o600 })]],
    bytes: [BYTES, BYTES],
    files: 1,
    waste: [`id_rsa ${BYTES} 0<1 metadata`],
    leaks: inFiles("0 id_rsa removed", "1 id_rsa"),
  },
  {
    name: "leak-under-a-second-name",
    trap: "A hard link keeps what its first name lost.",
    layers: [[file("a", CANARY), hardLink("b", "a")], [whiteout("a")]],
    bytes: [BYTES, 0],
    files: 1,
    leaks: inFiles("0 a"),
  },
  {
    name: "leak-in-places-that-scanners-excuse",
    trap: "Folders and words that scanners leave out: no path and no word excuses a value.",
    layers: [
      [
        file("app/node_modules/x/test/example.js", CANARY),
        file("usr/share/doc/example.md", CANARY),
        file("usr/local/lib/python3.13/site-packages/x.dist-info/y", CANARY),
        file("app/.git/config", CANARY),
        file("app/picture.png", CANARY),
      ],
    ],
    bytes: [5 * BYTES],
    files: 5,
    leaks: inFiles(
      "0 app/node_modules/x/test/example.js",
      "0 usr/share/doc/example.md",
      "0 usr/local/lib/python3.13/site-packages/x.dist-info/y",
      "0 app/.git/config",
      "0 app/picture.png",
    ),
  },
  {
    name: "leak-many-times-in-one-file",
    trap: "A file is one finding, however often the value stands in it.",
    layers: [[file("log", `${CANARY} `.repeat(40))]],
    bytes: [40 * (BYTES + 1)],
    files: 1,
    leaks: inFiles("0 log"),
  },
  {
    name: "leak-in-names",
    trap: "Names of files, folders and links, and what a link points to. They come back without the value.",
    layers: [[file(`f-${CANARY}`), folder(`d-${CANARY}`), symlink("s", `/run/${CANARY}`)]],
    bytes: [0],
    files: 1,
    leaks: inFiles(`0 f-${MASKED}`, `0 d-${MASKED}`, "0 s"),
  },
  {
    name: "leak-in-whiteout",
    trap: "The mark that removes a file tells its name for good.",
    layers: [[file("x", "")], [whiteout(`f-${CANARY}`)]],
    bytes: [0, 0],
    files: 1,
    leaks: inFiles(`1 f-${MASKED} removed`),
  },
  {
    name: "leak-in-extended-attribute",
    trap: "An attribute of a file stands in the header before it.",
    layers: [[file("a", "x", { pax: { "SCHILY.xattr.user.note": CANARY } })]],
    bytes: [1],
    files: 1,
    leaks: inFiles("0 a"),
  },
  {
    name: "leak-in-owner",
    trap: "The name of a file's owner.",
    layers: [[file("a", "x", { touch: (header) => header.write(CANARY, 265) })]],
    bytes: [1],
    files: 1,
    leaks: inFiles("0 a"),
  },
  {
    name: "leak-behind-the-end-mark",
    trap: "Bytes that no engine unpacks are in the image, and belong to no file.",
    layers: [Buffer.concat([tarOf([file("a", "x")]), Buffer.from(CANARY.padEnd(512))])],
    bytes: [1],
    files: 1,
    leaks: [leak("file", null, { layer: 0 })],
  },
  {
    name: "no-leak-over-two-files",
    trap: "The end of one file and the start of the next are no value.",
    layers: [[file("a", Buffer.alloc(512, CANARY.slice(0, 8))), file("b", CANARY.slice(8))]],
    bytes: [512 + BYTES - 8],
    files: 2,
  },
];

interface Beside {
  name: string;
  trap: string;
  spec: Partial<ImageSpec>;
  leaks: LeakTruth[];
  createdBy?: string;
}

const inConfig: Beside[] = [
  {
    name: "leak-in-env",
    trap: "ENV TOKEN=…",
    spec: { config: { Env: ["PATH=/bin", `TOKEN=${CANARY}`] } },
    leaks: [leak("env", "TOKEN"), IN_CONFIG],
  },
  {
    name: "leak-in-label",
    trap: "A label's value.",
    spec: { config: { Labels: { note: CANARY } } },
    leaks: [leak("label", "note"), IN_CONFIG],
  },
  {
    name: "leak-in-label-key",
    trap: "A label's key.",
    spec: { config: { Labels: { [`k-${CANARY}`]: "x" } } },
    leaks: [leak("label", `k-${MASKED}`), IN_CONFIG],
  },
  {
    name: "leak-in-cmd",
    trap: "An argument of CMD.",
    spec: { config: { Cmd: ["run", `--token=${CANARY}`] } },
    leaks: [leak("command", "cmd"), IN_CONFIG],
  },
  {
    name: "leak-in-entrypoint",
    trap: "An argument of ENTRYPOINT.",
    spec: { config: { Entrypoint: ["sh", "-c", `T=${CANARY} run`] } },
    leaks: [leak("command", "entrypoint"), IN_CONFIG],
  },
  {
    name: "leak-in-healthcheck",
    trap: "The test of HEALTHCHECK.",
    spec: { config: { Healthcheck: { Test: ["CMD-SHELL", `curl -u x:${CANARY} localhost`] } } },
    leaks: [leak("command", "healthcheck"), IN_CONFIG],
  },
  {
    name: "leak-in-onbuild",
    trap: "A trigger of ONBUILD.",
    spec: { config: { OnBuild: [`RUN login ${CANARY}`] } },
    leaks: [leak("command", "onbuild"), IN_CONFIG],
  },
  {
    name: "leak-in-base64-in-env",
    trap: "A header for a registry, in base64.",
    spec: { config: { Env: [`AUTH=${base64}`] } },
    leaks: [leak("env", "AUTH", { encoding: "base64" }), { ...IN_CONFIG, encoding: "base64" }],
  },
  {
    name: "leak-in-container-config",
    trap: "Older engines note the step's own container beside the image's configuration.",
    spec: { top: { container_config: { Cmd: [`|1 TOKEN=${CANARY}`] } } },
    leaks: [IN_CONFIG],
  },
  {
    name: "leak-in-unknown-key",
    trap: "Any other key of the configuration.",
    spec: { top: { "moby.buildkit.buildinfo.v1": { args: CANARY } } },
    leaks: [IN_CONFIG],
  },
  {
    name: "leak-of-build-argument-legacy",
    trap: "A build argument stands in the history of every later RUN.",
    spec: { history: [{ created_by: `|1 TOKEN=${CANARY} /bin/sh -c make` }] },
    leaks: [leak("history", "history[0]", { layer: 0 }), IN_CONFIG],
    createdBy: `|1 TOKEN=${MASKED} /bin/sh -c make`,
  },
  {
    name: "leak-of-build-argument-buildkit",
    trap: "So with BuildKit; and the default of an ARG in a line that made no layer.",
    spec: {
      history: [
        { created_by: `ARG TOKEN=${CANARY}`, empty_layer: true },
        { created_by: `RUN |1 TOKEN=${CANARY} /bin/sh -c make # buildkit` },
      ],
    },
    leaks: [leak("history", "history[0]"), leak("history", "history[1]", { layer: 0 }), IN_CONFIG],
    createdBy: `RUN |1 TOKEN=${MASKED} /bin/sh -c make # buildkit`,
  },
  {
    name: "leak-in-comment-of-history",
    trap: "docker commit -m …",
    spec: { history: [{ created_by: "sh", comment: `with ${CANARY}` }] },
    leaks: [leak("history", "history[0]", { layer: 0 }), IN_CONFIG],
    createdBy: "sh",
  },
  {
    name: "leak-in-history-without-layers",
    trap: "History that does not match the layers is searched all the same.",
    spec: { history: [{ created_by: `RUN ${CANARY}` }, { created_by: "RUN 2" }] },
    leaks: [leak("history", "history[0]"), IN_CONFIG],
    createdBy: "",
  },
];

const documents: Case[] = [
  attestationCase("leak-in-attestation", "Provenance notes the build arguments.", (image, store) => {
    const layers = [store.add(`{"predicate":{"args":{"TOKEN":"${CANARY}"}}}`)];
    return store.addDocument({ config: emptyConfig(store), layers }, attestationMarks(image));
  }),
  attestationCase(
    "leak-in-attestation-as-artifact",
    "The same in an artifact of its own.",
    (image, store) => {
      const layers = [store.add(`{"predicate":"${CANARY}"}`)];
      const artifact = { artifactType: "x/y", config: emptyConfig(store), layers, subject: image };
      return store.addDocument(artifact, attestationMarks(image));
    },
  ),
  attestationCase("leak-in-notes-of-attestation", "A note in the attestation's manifest.", (image, store) => {
    const noted = { config: emptyConfig(store), layers: [], annotations: { note: CANARY } };
    return store.addDocument(noted, attestationMarks(image));
  }),
  {
    name: "value-in-tag",
    trap: "A tag is no part of the image; it comes back without the value.",
    archive: () => docker25({ layers: [[file("a", "x")]], tags: [`x:${CANARY}`] }),
    truth: truthOf({ bytes: [1], files: 1, tags: [`x:${MASKED}`] }),
  },
  {
    name: "leak-in-platform",
    trap: "The name of the operating system.",
    archive: () => docker25({ layers: [[file("a", "x")]], platform: { os: CANARY, architecture: "amd64" } }),
    truth: truthOf({ bytes: [1], files: 1, platform: `${MASKED}/amd64`, leaks: [IN_CONFIG] }),
  },
  {
    name: "leak-in-digest",
    trap: "What stands where a layer's digest should be.",
    archive: () =>
      docker25({ layers: [[file("a", "x")]], top: { rootfs: { diff_ids: [`sha256:${CANARY}`] } } }),
    truth: truthOf({ bytes: [1], files: 1, leaks: [IN_CONFIG] }),
  },
  {
    name: "value-put-together",
    trap: "A name with a control character in the midst of the value, which is left out when it is shown.",
    archive: () => docker25({ layers: [[file(`f-${CANARY.slice(0, 9)}\u0007${CANARY.slice(9)}`, "x")]] }),
    truth: truthOf({ bytes: [1], files: 1 }),
  },
  {
    name: "leak-in-attestation-of-another-platform",
    trap: "Who pulls this platform does not get the attestation of another.",
    archive: () =>
      containerdStore([
        { layers: [[file("a", "x")]], tags: ["x:1"] },
        {
          layers: [[file("b", "x")]],
          platform: { os: "linux", architecture: "arm64" },
          attestations: [CANARY],
        },
      ]),
    truth: truthOf({ bytes: [1], files: 1, tags: ["x:1"] }),
  },
];

function attestationCase(
  name: string,
  trap: string,
  attest: (image: Descriptor, store: Blobs) => Descriptor,
): Case {
  const archive = () => {
    const store = blobs();
    const image = store.addImage({ layers: [[file("a", "x")]] });
    return store.layout([image, attest(image, store)]);
  };
  const leaks = [leak("attestation", "blobs/sha256/*")];
  return { name, trap, archive, truth: truthOf({ bytes: [1], files: 1, tags: [], leaks }) };
}

/** The value in every place of an image. */
export const leakCases: Case[] = [
  ...inLayers.map((row) => ({
    name: row.name,
    trap: row.trap,
    archive: () => docker25({ layers: row.layers }),
    truth: truthOf(row),
  })),
  ...inConfig.map(({ name, trap, spec, leaks, createdBy = "RUN step 0" }) => ({
    name,
    trap,
    archive: () => docker25({ layers: [[file("a", "x")]], ...spec }),
    truth: truthOf({ bytes: [1], files: 1, leaks, createdBy: [createdBy || null] }),
  })),
  ...documents,
];
