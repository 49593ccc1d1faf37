import { randomFillSync } from "node:crypto";
import { Readable } from "node:stream";
import { gunzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { UserError } from "../../../src/errors.ts";
import { readImage } from "../../../src/image/read-image.ts";
import { file, whiteout } from "../../support/archives/entries.ts";
import {
  blobPath,
  containerdStore,
  docker25,
  dockerOld,
  ociLayout,
  partsOf,
} from "../../support/archives/layouts.ts";
import { CANARY, FIND, inChunks, readEntries, readSpec } from "../../support/archives/read.ts";
import { type Entry, tarOf } from "../../support/archives/tar.ts";

const spec = { layers: [[file("a", CANARY.repeat(50))], [file("b", 2000), whiteout("a")]] };

function unzipped(bytes: Buffer): Buffer {
  return bytes[0] === 0x1f ? gunzipSync(bytes) : bytes;
}

async function problem(archive: Buffer | Entry[]): Promise<string> {
  const bytes = Buffer.isBuffer(archive) ? archive : tarOf(archive);
  const thrown = await readImage(inChunks(bytes), { find: FIND }).then(
    () => "nothing was thrown",
    (error: unknown) => error,
  );
  expect(thrown).toBeInstanceOf(UserError);
  return (thrown as UserError).message;
}

describe("what cannot be read is one sentence that names the place", () => {
  test.each([
    ["an empty file", Buffer.alloc(0), /empty/],
    ["random bytes", randomFillSync(Buffer.alloc(5000)), /damaged, cut short or no image/],
    ["a few bytes", Buffer.from("hello"), /damaged, cut short or no image/],
    ["half a gzip", Buffer.from("1f8b0800000000000003", "hex"), /damaged, cut short or no image/],
    ["an empty tar", tarOf([]), /neither a manifest.json nor an index.json/],
    ["a tar of something else", tarOf([file("README", "hi")]), /neither a manifest.json nor/],
    [
      "a manifest that is no JSON",
      tarOf([file("manifest.json", "[{")]),
      /manifest.json cannot be read: it is not JSON/,
    ],
    ["a manifest of another shape", tarOf([file("manifest.json", '[{"Config": 5}]')]), /at 0.Config/],
    ["a manifest that is too large", tarOf([file("manifest.json", " ".repeat(9 << 20))]), /larger than 8 MB/],
  ])("%s", async (_, archive, message) => {
    expect(await problem(archive)).toMatch(message);
  });

  test.each([
    ["docker before 25", dockerOld(spec)],
    ["docker 25", docker25(spec)],
    ["containerd store", containerdStore([spec])],
    ["OCI layout", ociLayout([spec])],
  ])("%s: every blob that is listed and absent", async (_, entries) => {
    const layersAndConfig = partsOf(spec);
    const needed = [layersAndConfig.config, ...layersAndConfig.layers];
    const isNeeded = ({ body = "" }: Entry) =>
      needed.some((bytes) => bytes.equals(unzipped(Buffer.from(body))));
    expect(entries.filter(isNeeded).length).toBe(3);
    for (const entry of entries.filter(isNeeded)) {
      expect(await problem(entries.filter((one) => one !== entry))).toMatch(
        /incomplete: it lists .* but does not hold it/,
      );
    }
  });

  test("cut short anywhere, it is never read as whole", async () => {
    for (const entries of [docker25(spec), containerdStore([spec]), dockerOld(spec)]) {
      const whole = tarOf(entries, { end: false });
      const [last] = entries.slice(-1);
      const end = whole.length - 1024 - Buffer.byteLength(last?.body ?? "");
      for (let size = 0; size < end - 512; size += 211) await problem(whole.subarray(0, size));
    }
  });

  test("a layer that is damaged, or something else", async () => {
    const gzip = containerdStore([spec]);
    const at = gzip.findIndex(({ body }) => Buffer.isBuffer(body) && body[0] === 0x1f);
    const broken = Buffer.from(gzip[at]?.body as Buffer).fill(0x55, 30, 60);
    expect(await problem(gzip.with(at, { ...(gzip[at] as Entry), body: broken }))).toMatch(
      /cannot be read: it is damaged/,
    );
    const text = Buffer.from("no layer");
    expect(await problem(docker25({ layers: [text] }))).toMatch(/is no layer/);
  });

  test("a digest that does not match is found when asked for", async () => {
    const layer = partsOf(spec).layers[0] as Buffer;
    const other = docker25(spec).map((entry) =>
      entry.path === blobPath(layer) ? { ...entry, body: tarOf([file("other", "x")]) } : entry,
    );
    await expect(readEntries(other, { verify: true })).rejects.toThrow(/digest does not match/);
    expect((await readEntries(other)).image.layers).toBe(2);
  });

  test("a configuration with another number of layers", async () => {
    const entries = docker25(spec).map((entry) =>
      entry.path === "manifest.json"
        ? { ...entry, body: String(entry.body).replace(/,"blobs[^\]]*/, "") }
        : entry,
    );
    expect(await problem(entries)).toMatch(/names 2 layers where the manifest lists 1/);
  });

  test("no message holds the value", async () => {
    const message = await problem([file("manifest.json", `[{"Config": "${CANARY}", "Layers": []}]`)]);
    expect(message).not.toContain(CANARY);
  });
});

describe("odd names", () => {
  test("control characters and marks of direction never come back", async () => {
    const name = "a\u001b[31m\u0007\u009b\u202ered";
    const { waste } = await readSpec({ layers: [[file(name, 5)], [whiteout(name)]] });
    expect(waste[0]?.path).toBe("a[31mred");
  });

  test("names of 4,000 letters are read, longer ones than Linux allows are told", async () => {
    const layers = [
      [file("n".repeat(4000), 5, { longNames: "pax" }), file("n".repeat(5000), 7, { longNames: "gnu" })],
    ];
    const { image, skipped } = await readSpec({ layers });
    expect(image.bytes).toBe(5);
    expect(skipped).toMatchObject([{ layer: 0, why: "Its name is longer than Linux allows." }]);
  });

  test("names that are no UTF-8 stay apart", async () => {
    const raw = (byte: number) => file("x", 5, { touch: (header) => header.fill(byte, 0, 1) });
    expect((await readSpec({ layers: [[raw(0xfe), raw(0xff)]] })).image.files).toBe(2);
  });

  test("names that JavaScript knows", async () => {
    const layers = [[file("__proto__/constructor", 5)], [whiteout("__proto__/constructor")]];
    const { image } = await readSpec({ layers, config: { Labels: JSON.parse('{"__proto__": "x"}') } });
    expect(image.wastedBytes).toBe(5);
  });
});

describe("an aborted signal", () => {
  test("ends the reading, destroys the stream and throws what it holds", async () => {
    const stop = new AbortController();
    const stream = new Readable({ read: () => {} });
    stream.push(tarOf(docker25(spec)).subarray(0, 2000));
    const reading = readImage(stream, { signal: stop.signal });
    const reason = new Error("enough");
    setTimeout(() => stop.abort(reason), 5);
    await expect(reading).rejects.toBe(reason);
    expect(stream.destroyed).toBe(true);
  });

  test("an error of the stream comes through", async () => {
    const stream = Readable.from(
      (async function* () {
        yield tarOf(docker25(spec)).subarray(0, 2000);
        throw new Error("the engine went away");
      })(),
    );
    await expect(readImage(stream)).rejects.toThrow("the engine went away");
  });
});
