import { describe, expect, test } from "vitest";
import { UserError } from "../../../src/errors.ts";
import type { LayoutFolder } from "../../../src/image/pour.ts";
import { readImage } from "../../../src/image/read-image.ts";
import { file, whiteout } from "../../support/archives/entries.ts";
import { containerdStore, ociLayout } from "../../support/archives/layouts.ts";
import { CANARY, FIND, inChunks, readEntries } from "../../support/archives/read.ts";
import type { Entry } from "../../support/archives/tar.ts";

const spec = {
  layers: [[file("a", CANARY), file("b", 3000)], [whiteout("a")]],
  attestations: ["what was done"],
  tags: ["cat:1"],
};

function folderOf(entries: readonly Entry[]): LayoutFolder {
  const files = new Map(entries.map(({ path, body = "" }) => [path, Buffer.from(body)]));
  return {
    list: async () => [...files.keys()],
    open: (name) => inChunks(files.get(name) ?? Buffer.alloc(0), 700),
  };
}

describe("the folder of an OCI layout", () => {
  test.each([
    ["plain", ociLayout([spec])],
    ["packed", ociLayout([spec], { packing: "gzip" })],
    ["in an index of its own", ociLayout([spec], { packing: "zstd", nested: true })],
    ["with leading ./", ociLayout([spec], { prefix: "./" })],
    ["an unpacked archive of the containerd store", containerdStore([spec])],
  ])("%s: as its archive", async (_, entries) => {
    const reading = await readImage(folderOf(entries), { find: FIND });
    expect(reading).toEqual(await readEntries(entries, { find: FIND }));
    expect(reading.leaks).toMatchObject([{ path: "a", removed: true }]);
  });

  test("a blob that is absent, a blob that is damaged, a folder of something else", async () => {
    const entries = ociLayout([spec], { packing: "gzip" });
    const packed = entries.findIndex(({ body }) => Buffer.isBuffer(body) && body[0] === 0x1f);
    const rest = entries.filter((_, index) => index !== packed);
    const cut = {
      ...(entries[packed] as Entry),
      body: Buffer.from(entries[packed]?.body ?? "").subarray(0, 40),
    };
    await expect(readImage(folderOf(rest))).rejects.toThrow(/incomplete: it lists blobs/);
    await expect(readImage(folderOf([...rest, cut]))).rejects.toThrow(/cannot be read: it is damaged/);
    for (const other of [[], [file("README", "x"), file("empty")]]) {
      await expect(readImage(folderOf(other))).rejects.toBeInstanceOf(UserError);
    }
  });

  test("several platforms are a question", async () => {
    const arm = { ...spec, platform: { os: "linux", architecture: "arm64" } };
    const folder = folderOf(ociLayout([spec, arm]));
    await expect(readImage(folder)).rejects.toThrow(/holds 2 images/);
    expect((await readImage(folder, { platform: "arm64" })).image.platform).toBe("linux/arm64");
  });

  test("a file that cannot be opened, and an aborted signal, come through", async () => {
    const folder = folderOf(ociLayout([spec]));
    const broken = {
      list: folder.list,
      open: () => {
        throw new Error("no permission");
      },
    };
    await expect(readImage(broken)).rejects.toThrow("no permission");
    const reason = new Error("enough");
    await expect(readImage(folder, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  });
});
