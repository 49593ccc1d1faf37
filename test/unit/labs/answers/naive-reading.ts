import type { ImageReading, LayerFacts, Leak, Package } from "../../../../src/image/image-reading.ts";
import { type AnswerSpec, answerSchema, expectedAnswer } from "../../../../src/labs/answers/answer-kinds.ts";
import type { AnswerSource, Expected } from "../../../../src/labs/answers/expected.ts";

const BASE_LAYERS = 2;
const run = (command: string) => `RUN |1 TOKEN=…4b62 /bin/sh -c ${command} # buildkit`;

/** What made each layer, its bytes, and how many of them are wasted. */
const LAYERS: readonly [createdBy: string | null, bytes: number, wastedBytes: number][] = [
  ["# debian.sh --arch 'amd64' out/ 'trixie' '@1763337600'", 80_000_000, 1_000_000],
  ["RUN /bin/sh -c set -eux; apt-get update; apt-get install -y gcc git # buildkit", 600_000_000, 0],
  ["WORKDIR /app", 0, 0],
  [run("apt-get update"), 20_000_000, 19_000_000],
  [run("apt-get install -y build-essential git imagemagick libpq-dev"), 500_000_000, 4_000_000],
  [run("apt-get update"), 20_000_000, 0],
  [run("apt-get install -y python3-dev libgl1 libsm6"), 90_000_000, 0],
  ["COPY . . # buildkit", 1_000_000, 500],
  [run("pip install poetry==2.5.1"), 60_000_000, 0],
  [run("poetry install"), 40_000_000, 0],
  [run("rm -rf /app/.env"), 0, 0],
];

const layers: LayerFacts[] = LAYERS.map(([createdBy, bytes, wastedBytes], index) => ({
  index,
  owner: index < BASE_LAYERS ? "base" : "image",
  diffId: `sha256:${String(index).padStart(64, "0")}`,
  createdBy,
  bytes,
  files: 1000,
  wastedBytes,
}));
const sum = (numbers: readonly number[]) => numbers.reduce((total, one) => total + one, 0);
const bytes = sum(layers.map((layer) => layer.bytes));
const wastedBytes = sum(layers.map((layer) => layer.wastedBytes));

const leak = (place: Leak["place"], path: string, layer: number | null = null): Leak => ({
  rule: "find",
  place,
  layer,
  owner: layer === null ? null : "image",
  path,
  encoding: "plain",
  inside: null,
  removed: false,
  masked: "…4b62",
});
export const LEAKS = {
  env: leak("env", "POETRY_HTTP_BASIC_CATS_PASSWORD"),
  history: leak("history", "history[7]", 3),
  file: leak("file", "app/.env", 7),
  label: leak("label", "org.example.token"),
  command: leak("command", "cmd"),
  attestation: leak("attestation", "blobs/sha256/0"),
  config: leak("config", "blobs/sha256/1"),
};

const packageOf = (type: Package["type"], name: string, version: string, layer: number): Package => ({
  ...{ type, name, version, layer, removed: false, path: `var/lib/${name}` },
});

/** The naive image of the workshop, on a base of two layers, small enough to check by hand. */
export const NAIVE: ImageReading = {
  image: {
    configDigest: `sha256:${"0".repeat(64)}`,
    tags: ["cat:naive"],
    platform: "linux/amd64",
    user: "",
    runsAs: { uid: 0, isRoot: true, why: null },
    env: [],
    cmd: null,
    entrypoint: null,
    workingDir: "/app",
    exposedPorts: [],
    labels: {},
    bytes,
    finalBytes: bytes - wastedBytes,
    wastedBytes,
    efficiency: (bytes - wastedBytes) / bytes,
    layers: layers.length,
    files: 20_123,
  },
  layers,
  base: { name: "python:3.13", layers: BASE_LAYERS },
  history: [
    { createdBy: LAYERS[0]?.[0] ?? "", layer: 0 },
    { createdBy: LAYERS[1]?.[0] ?? "", layer: 1 },
    { createdBy: 'CMD ["python3"]', layer: null },
    { createdBy: "ARG TOKEN=…4b62", layer: null },
    { createdBy: "ENV POETRY_HTTP_BASIC_CATS_PASSWORD=…4b62", layer: null },
    { createdBy: "ENV PIP_INDEX_URL=http://feed/simple/", layer: null },
    ...layers.slice(2).map(({ createdBy, index }) => ({ createdBy: createdBy ?? "", layer: index })),
    { createdBy: 'CMD ["/bin/sh" "-c" "python cat_app/app.py"]', layer: null },
  ],
  waste: [
    {
      ...{ path: "var/lib/apt/lists/deb", bytes: 19_000_000, layer: 3, by: 5 },
      ...{ reason: "replaced", owner: "image" },
    },
    {
      ...{ path: "var/lib/dpkg/status", bytes: 4_000_000, layer: 4, by: 6 },
      ...{ reason: "replaced", owner: "image" },
    },
    {
      ...{ path: "var/lib/dpkg/status", bytes: 1_000_000, layer: 0, by: 4 },
      ...{ reason: "replaced", owner: "base" },
    },
    { path: "app/.env", bytes: 500, layer: 7, by: 10, reason: "removed", owner: "image" },
  ],
  leaks: [LEAKS.env, LEAKS.history],
  packages: [
    packageOf("deb", "libpq5", "17.5-0+deb13u1", 4),
    packageOf("deb", "git", "1:2.47.3-0+deb13u1", 1),
    packageOf("python", "Flask", "3.1.2", 9),
    { ...packageOf("python", "flask", "3.0.0", 8), removed: true },
    packageOf("python", "random-cat-generator", "1.0.0", 9),
  ],
  findings: [],
  largest: [
    { path: "usr/lib/gcc/x86_64-linux-gnu/14/cc1plus", bytes: 34_000_000, layer: 1 },
    { path: "usr/lib/x86_64-linux-gnu/libLLVM.so", bytes: 30_000_000, layer: 4 },
    { path: "var/lib/dpkg/status", bytes: 5_000_000, layer: 6 },
    { path: "usr/local/bin/status", bytes: 4_000_000, layer: 8 },
  ],
  changes: null,
  entries: null,
  duplicates: [],
  skipped: [],
};

/** The right answer as a lab asks for it, for the naive image or one that is a little different. */
export function ask(answer: unknown, source: Partial<AnswerSource> = {}): Expected {
  const spec: AnswerSpec = answerSchema.parse(answer);
  return expectedAnswer(spec, { reading: NAIVE, ...source });
}

/** The sentence about an answer; `right` for the right one. */
export function judged(answer: unknown, given: string, source: Partial<AnswerSource> = {}): string {
  const verdict = ask(answer, source).judge(given);
  return verdict.right ? "right" : verdict.says;
}
