import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Engine, ImageFacts, ImageFolder } from "../../../src/context.ts";
import { diskFiles } from "../../../src/edges/files.ts";
import { type ReadOptions, readTarget } from "../../../src/inspect/read-target.ts";
import type { Outside } from "../../../src/inspect/target.ts";
import { file, whiteout } from "../../support/archives/entries.ts";
import { docker25, type ImageSpec } from "../../support/archives/layouts.ts";
import { CANARY, inChunks } from "../../support/archives/read.ts";
import { fakeDocker, fakeHost } from "../../support/fakes.ts";

let home: string;
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), "size-matters-cache-"));
});
afterEach(() => rm(home, { recursive: true }));

const below = [
  file("a.txt", CANARY),
  file("etc/passwd", "cat:x:7:7::/:/bin/sh\n"),
  file("gone", "x".repeat(99)),
];
const spec: ImageSpec = { layers: [below, [whiteout("gone")]], config: { User: "cat" } };

/** An engine that holds one image, as files that it vouches for, or as a stream of them. */
function machine(
  image: ImageSpec,
  { id = "sha256:1", engineId = "E", vouches = true, bytes = inChunks } = {},
) {
  const opened: string[] = [];
  const entries = new Map(docker25(image).map(({ path, body = "" }) => [path, Buffer.from(body)]));
  const [manifest] = JSON.parse(entries.get("manifest.json")?.toString() ?? "[]") as { Layers: string[] }[];
  const folder: ImageFolder = {
    list: async () => [...entries.keys()],
    open: (name) => {
      opened.push(name);
      return bytes(entries.get(name) ?? Buffer.alloc(0), 700);
    },
    ...(vouches
      ? { diffIdOf: (name) => (manifest?.Layers.includes(name) ? `sha256:${name.split("/").at(-1)}` : null) }
      : {}),
  };
  const facts: ImageFacts = { id, tags: ["cat:1"], digests: [], size: 1, labels: {}, layers: [] };
  const engine = {
    docker: fakeDocker({
      image: async (name) => (name === "cat" ? facts : null),
      listImages: async () => [],
    }),
    facts: { id: engineId },
    endpoint: { host: "unix:///e.sock" },
    ours: true,
  } as unknown as Engine;
  const outside = {
    files: diskFiles,
    host: fakeHost({ cacheFolder: join(home, "cache") }),
    screen: { status: () => {} },
    signal: new AbortController().signal,
    engines: { find: async () => ({ engine, tried: [] }), imageBytes: async () => folder },
  } as unknown as Outside;
  return {
    read: async (options: ReadOptions = {}) => {
      opened.length = 0;
      const { reading } = await readTarget(outside, "cat", options);
      return { reading, layers: opened.filter((name) => manifest?.Layers.includes(name)).length };
    },
  };
}

test("a second look at the same image reads nothing, and says the same", async () => {
  const first = await machine(spec).read({ duplicates: true });
  const second = await machine(spec).read({ duplicates: true });
  expect([first.layers, second.layers]).toEqual([2, 0]);
  expect(second.reading).toEqual(first.reading);
  expect(first.reading.image.runsAs.uid).toBe(7);
});

test("an image with one new layer: the others are not read again, and the answer is that of a whole reading", async () => {
  await machine(spec).read();
  const more: ImageSpec = { ...spec, layers: [...spec.layers, [whiteout("a.txt")]] };
  const { reading, layers } = await machine(more, { id: "sha256:2" }).read();
  expect(layers).toBe(1);
  expect(reading).toEqual((await machine(more, { id: "sha256:2" }).read({ cache: false })).reading);
  expect(reading.waste.map(({ path }) => path)).toEqual(["gone", "a.txt"]);
});

test("another value to look for, another engine, another way of reading: read anew", async () => {
  const token = join(home, "token");
  await diskFiles.write(token, CANARY);
  await machine(spec).read();
  const found = await machine(spec).read({ find: [token] });
  expect(found.layers).toBe(2);
  expect(found.reading.leaks).toMatchObject([{ path: "a.txt", masked: "****4b62" }]);
  expect((await machine(spec).read({ find: [token] })).reading).toEqual(found.reading);
  expect((await machine(spec, { engineId: "F" }).read()).layers).toBe(2);
  expect((await machine(spec).read({ duplicates: true })).layers).toBe(2);
});

test("--no-cache reads everything and keeps nothing; --verify hashes, so it reads too", async () => {
  expect((await machine(spec).read({ cache: false })).layers).toBe(2);
  expect(await readdir(home)).toEqual([]);
  await machine(spec).read();
  expect((await machine(spec).read({ cache: false })).layers).toBe(2);
  expect((await machine(spec).read({ verify: true })).layers).toBe(2);
});

test("layers that nobody vouches for are not kept one by one", async () => {
  await machine(spec, { vouches: false }).read();
  const more: ImageSpec = { ...spec, layers: [...spec.layers, [whiteout("a.txt")]] };
  expect((await machine(more, { id: "sha256:2", vouches: false }).read()).layers).toBe(3);
});

test("a reading that failed half-way leaves nothing that counts", async () => {
  const broken = async function* (bytes: Buffer) {
    yield bytes.subarray(0, 1000);
    throw new Error("the disk is gone");
  };
  await expect(machine(spec, { bytes: broken as never }).read()).rejects.toThrow();
  expect((await machine(spec).read()).layers).toBe(2);
});

test("no value stands in the cache, neither plain nor as a plain hash of a name, and only its owner may read it", async () => {
  const token = join(home, "token");
  await diskFiles.write(token, CANARY);
  await machine(spec).read({ find: [token] });
  const folder = join(home, "cache", "readings");
  const names = await readdir(folder);
  expect(names.length).toBeGreaterThan(1);
  const { gunzipSync } = await import("node:zlib");
  for (const name of names) {
    const text = gunzipSync((await readFile(join(folder, name))).subarray(32)).toString();
    expect(text).not.toContain(CANARY);
    expect(text).not.toContain(Buffer.from(CANARY).toString("base64").slice(4, 24));
  }
  const { stat } = await import("node:fs/promises");
  expect((await stat(join(home, "cache", "key"))).mode & 0o777).toBe(0o600);
  expect((await stat(folder)).mode & 0o077).toBe(0);
});
