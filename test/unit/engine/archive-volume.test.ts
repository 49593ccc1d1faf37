import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { ContainerSpec, DockerApi, Engine } from "../../../src/context.ts";
import { diskFiles } from "../../../src/edges/files.ts";
import { withArchiveVolume } from "../../../src/engine/archive-volume.ts";
import { engineFacts, fakeDocker, fakeHost } from "../../support/fakes.ts";

let cacheFolder = "";
let volumes: Map<string, string>;
beforeEach(async () => {
  cacheFolder = await mkdtemp(join(tmpdir(), "archive-volume-"));
  volumes = new Map();
});
afterEach(() => rm(cacheFolder, { recursive: true }));

/** An engine that keeps in `volumes` what is put into each, through containers that never run. */
function engineWith(changes: Partial<DockerApi> = {}): Engine {
  const containers = new Map<string, ContainerSpec>();
  const docker = fakeDocker({
    ensureVolume: async (name) => void volumes.set(name, ""),
    listVolumes: async () => [...volumes.keys()].map((name) => ({ name, labels: {} })),
    removeVolume: async (name) => void volumes.delete(name),
    createContainer: async (spec) => {
      containers.set(`c${containers.size}`, spec);
      return `c${containers.size - 1}`;
    },
    putBytes: async (id, folder, name, { chunks }) => {
      const [volume] = containers.get(id)?.volumes ?? [];
      for await (const chunk of chunks) volumes.set(volume?.name ?? "", `${folder}/${name}: ${chunk}`);
    },
    removeContainer: async (id) => void containers.delete(id),
    save: async (id) =>
      (async function* () {
        yield Buffer.from(`archive of ${id}`);
      })(),
    ...changes,
  });
  return { docker, endpoint: { host: "unix:///e.sock" }, facts: engineFacts, ours: false };
}

const outside = () => ({
  files: diskFiles,
  host: fakeHost({ cacheFolder, dataFolder: cacheFolder }),
  signal: new AbortController().signal,
});

const held = (imageId: string, engine = engineWith(), hold = async (volume: string) => volumes.get(volume)) =>
  withArchiveVolume(outside(), engine, { imageId, box: "sha256:box" }, hold);

const archiveOf = (id: string) => `/archive/image.tar: archive of ${id}`;

test("an image's archive is copied once for all tools that come after", async () => {
  expect(await held("sha256:1")).toBe(archiveOf("sha256:1"));
  const [volume] = volumes.keys();
  await rm(join(cacheFolder, "archives", "sha256-1.tar"));
  const noCopy = engineWith({
    ensureVolume: () => Promise.reject(new Error("a second volume")),
    save: () => Promise.reject(new Error("a second export")),
  });
  expect(await held("sha256:1", noCopy, async (name) => name)).toBe(volume);
});

test("two stay, those that were used last", async () => {
  for (const id of ["sha256:1", "sha256:2", "sha256:1", "sha256:3"]) await held(id);
  expect([...volumes.values()].sort()).toEqual([archiveOf("sha256:1"), archiveOf("sha256:3")]);
});

test("one that a container holds stays until the next time", async () => {
  let inUse = "";
  await held("sha256:1", engineWith(), async (volume) => {
    inUse = volume;
    return "";
  });
  const engine = (isHeld: boolean) =>
    engineWith({
      removeVolume: async (name) => {
        if (isHeld && name === inUse) throw Object.assign(new Error("volume is in use"), { statusCode: 409 });
        volumes.delete(name);
      },
    });
  await held("sha256:2");
  await held("sha256:3", engine(true));
  expect(volumes.size).toBe(3);
  await held("sha256:4", engine(false));
  expect([...volumes.values()].sort()).toEqual([archiveOf("sha256:3"), archiveOf("sha256:4")]);
});

test("one that was filled half is removed, and never used", async () => {
  const full = engineWith({
    putBytes: async () => {
      throw new Error("no space left on device");
    },
  });
  await expect(held("sha256:1", full)).rejects.toThrow("no space left");
  expect(volumes.size).toBe(0);
  // As somebody leaves it who is killed at it.
  volumes.set("size-matters-tool-archive-half", "half");
  expect(await held("sha256:1")).toBe(archiveOf("sha256:1"));
});

test("one that was removed by somebody else is filled anew", async () => {
  await held("sha256:1");
  volumes.clear();
  expect(await held("sha256:1")).toBe(archiveOf("sha256:1"));
});

test("two that want the same image at once share one volume", async () => {
  const engine = engineWith();
  const name = async (volume: string) => volume;
  const [one, other] = await Promise.all([held("sha256:1", engine, name), held("sha256:1", engine, name)]);
  expect(one).toBe(other);
  expect(volumes.size).toBe(1);
});

test("what is remembered that cannot be read is nothing", async () => {
  await held("sha256:1");
  const folder = join(cacheFolder, "tool-archives");
  const [memory = ""] = (await readdir(folder)).filter((name) => name.endsWith(".json"));
  await diskFiles.write(join(folder, memory), '{"of":"another version"}');
  expect(await held("sha256:1")).toBe(archiveOf("sha256:1"));
});
