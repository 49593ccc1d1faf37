import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { readImage } from "../../../src/image/read-image.ts";
import { file, whiteout } from "../../support/archives/entries.ts";
import {
  containerdStore,
  docker25,
  dockerOld,
  type ImageSpec,
  ociLayout,
  skopeo,
} from "../../support/archives/layouts.ts";
import { FIND, inChunks, readEntries } from "../../support/archives/read.ts";
import { type Entry, tarOf } from "../../support/archives/tar.ts";

const spec: ImageSpec = {
  layers: [[file("a", 100), file("b", 20)], [whiteout("a")], [file("a", 100), file("b", 20)]],
  config: { User: "cat", Env: ["A=b"], Cmd: ["run"], WorkingDir: "/app", ExposedPorts: { "3000/tcp": {} } },
};
const twice: ImageSpec = { ...spec, layers: [spec.layers[0] ?? [], [whiteout("a")], spec.layers[0] ?? []] };

const layouts: [string, Entry[]][] = [
  ["docker before 25, with a linked layer", dockerOld(twice)],
  ["docker 25", docker25(twice)],
  ["skopeo and podman", skopeo(twice)],
  ["containerd store, gzip", containerdStore([twice])],
  ["containerd store, zstd", containerdStore([twice], "zstd")],
  ["OCI layout", ociLayout([twice])],
  ["OCI layout with ./ before names", ociLayout([twice], { prefix: "./" })],
  ["OCI layout, gzip, nested index", ociLayout([twice], { packing: "gzip", nested: true })],
  ["OCI layout, zstd", ociLayout([twice], { packing: "zstd" })],
];

describe("every layout gives the same reading", () => {
  test.each(layouts)("%s", async (_, entries) => {
    for (const order of [entries, entries.toReversed()]) {
      const { image, layers } = await readEntries(order, { verify: true, find: FIND });
      expect(image).toMatchObject({
        bytes: 240,
        finalBytes: 120,
        wastedBytes: 120,
        efficiency: 0.5,
        files: 2,
      });
      expect(image).toMatchObject({
        user: "cat",
        env: ["A=b"],
        cmd: ["run"],
        platform: "linux/amd64",
        layers: 3,
      });
      expect(layers.map(({ bytes, wastedBytes }) => [bytes, wastedBytes])).toEqual([
        [120, 120],
        [0, 0],
        [120, 0],
      ]);
      expect(layers[1]?.createdBy).toBe("RUN step 1");
    }
  });

  test.each([1, 7, 511, 512, 513])("in chunks of %i bytes", async (size) => {
    const archive = tarOf(containerdStore([spec]));
    expect((await readImage(inChunks(archive, size))).image.wastedBytes).toBe(120);
  });

  test("an archive that is packed as a whole", async () => {
    const archive = gzipSync(tarOf(docker25(spec)));
    expect((await readImage(inChunks(archive))).image.bytes).toBe(240);
  });

  test("an image without layers", async () => {
    const { image } = await readEntries(docker25({ layers: [] }));
    expect(image).toMatchObject({ bytes: 0, efficiency: 1, layers: 0, files: 0 });
  });
});

describe("choosing", () => {
  const arm: ImageSpec = {
    ...spec,
    platform: { os: "linux", architecture: "arm64", variant: "v8" },
    layers: [[file("arm", 7)]],
  };

  test("several platforms are a question", async () => {
    const entries = ociLayout([spec, arm], { nested: true });
    await expect(readEntries(entries)).rejects.toThrow(/holds 2 images: .*linux\/amd64.*; .*linux\/arm64/);
    expect((await readEntries(entries, { platform: "linux/arm64" })).image.bytes).toBe(7);
    await expect(readEntries(entries, { platform: "linux/s390x" })).rejects.toThrow(/holds no linux\/s390x/);
  });

  test("manifest.json names the platform of the engine; another one is found through the index", async () => {
    const entries = containerdStore([spec, arm]);
    expect((await readEntries(entries)).image.bytes).toBe(240);
    expect((await readEntries(entries, { platform: "arm64" })).image.bytes).toBe(7);
  });

  test("a platform that is listed and left out does not disturb", async () => {
    const all = ociLayout([spec, arm], { nested: true });
    const only = ociLayout([spec], { nested: true }).map(({ path }) => path);
    const kept = all.filter(({ path, body }) => only.includes(path) || String(body).includes('"manifests"'));
    expect((await readEntries(kept)).image.bytes).toBe(240);
    await expect(readEntries(kept, { platform: "linux/arm64" })).rejects.toThrow(/incomplete/);
  });

  test("several tags", async () => {
    const entries = ociLayout([
      { ...spec, tags: ["docker.io/library/one:latest"] },
      { ...arm, tags: ["two:2"] },
    ]);
    expect((await readEntries(entries, { tag: "one" })).image.bytes).toBe(240);
    expect((await readEntries(entries, { tag: "two:2" })).image.tags).toEqual(["two:2"]);
    await expect(readEntries(entries, { tag: "three" })).rejects.toThrow(/holds no three/);
  });
});
