import { describe, expect, test } from "vitest";
import type { Leak } from "../../../src/image/image-reading.ts";
import { file, folder, symlink, whiteout } from "../../support/archives/entries.ts";
import { containerdStore, docker25, ociLayout } from "../../support/archives/layouts.ts";
import { CANARY, FIND, readEntries, readSpec } from "../../support/archives/read.ts";
import { tarOf } from "../../support/archives/tar.ts";

const where = ({ place, layer, path, encoding, removed }: Leak) =>
  `${place} ${layer} ${path} ${encoding}${removed ? " removed" : ""}`;
const base64 = Buffer.from(`u:${CANARY}`).toString("base64");

describe("leaks in layers", () => {
  test("in files that are there, deleted, replaced; many times and in several encodings", async () => {
    const { leaks } = await readSpec(
      {
        layers: [
          [
            file("etc/pip.conf", `url=http://u:${CANARY}@feed/`),
            file("gone", CANARY),
            file("clean", "canary-"),
          ],
          [whiteout("gone"), file("etc/pip.conf", "clean"), file("two", `${CANARY} ${CANARY} ${base64}`)],
        ],
      },
      { find: FIND },
    );
    expect(leaks.map(where)).toEqual([
      "file 0 etc/pip.conf plain removed",
      "file 0 gone plain removed",
      "file 1 two plain",
      "file 1 two base64",
    ]);
    expect(leaks[0]).toMatchObject({ rule: "find", inside: null, masked: "****4b62" });
  });

  test("in names of files, folders, links and whiteouts; the names come back masked", async () => {
    const prefixed = file(`${CANARY.slice(0, 9)}/${CANARY.slice(9)}`, "", { prefix: true });
    const long = file(`${"x".repeat(200)}${CANARY}`, "", { longNames: "pax" });
    const layers = [
      [file(`a-${CANARY}`), folder(`d-${CANARY}`), symlink("s", `/run/${CANARY}`), prefixed, long],
      [whiteout(`a-${CANARY}`)],
    ];
    const slashed = { rule: "slashed", value: Buffer.from(`${CANARY.slice(0, 9)}/${CANARY.slice(9)}`) };
    const reading = await readSpec({ layers }, { find: [...FIND, slashed] });
    expect(reading.leaks.map((leak) => `${leak.rule} ${where(leak)}`).sort()).toEqual([
      "find file 0 a-****4b62 plain removed",
      "find file 0 d-****4b62 plain",
      "find file 0 s plain",
      `find file 0 ${"x".repeat(200)}****4b62 plain`,
      "find file 1 a-****4b62 plain removed",
      "slashed file 0 ****4b62 plain",
    ]);
    expect(JSON.stringify(reading)).not.toContain(CANARY);
  });

  test("not across the border of two files, but across the borders of chunks", async () => {
    const half = [file("a", Buffer.alloc(512, CANARY.slice(0, 8))), file("b", CANARY.slice(8))];
    const { leaks } = await readSpec({ layers: [half] }, { find: FIND });
    expect(leaks).toEqual([]);
    for (let at = 65_400; at < 65_560; at += 7) {
      const layers = [
        [file("big", Buffer.concat([Buffer.alloc(at), Buffer.from(CANARY), Buffer.alloc(99)]))],
      ];
      expect((await readSpec({ layers }, { find: FIND })).leaks.map(where)).toEqual(["file 0 big plain"]);
    }
  });

  test("behind the end mark of a layer's tar", async () => {
    const layer = Buffer.concat([tarOf([file("a", "x")]), Buffer.from(CANARY.padEnd(512))]);
    expect((await readSpec({ layers: [layer] }, { find: FIND })).leaks.map(where)).toEqual([
      "file 0 null plain",
    ]);
  });

  test("in packed layers", async () => {
    for (const packing of ["gzip", "zstd"] as const) {
      const entries = ociLayout([{ layers: [[file("a", CANARY)]] }], { packing });
      expect((await readEntries(entries, { find: FIND })).leaks.map(where)).toEqual(["file 0 a plain"]);
    }
  });
});

describe("leaks beside the layers", () => {
  const spec = {
    layers: [[file("a", "x")], [file("b", "x")]],
    config: {
      Env: [`TOKEN=${CANARY}`, "PATH=/bin"],
      Labels: { note: base64, [`key-${CANARY}`]: "x" },
      Cmd: ["run", CANARY],
      Entrypoint: ["sh", "-c", `x ${CANARY}`],
      Healthcheck: { Test: ["CMD", CANARY] },
      OnBuild: [`RUN ${CANARY}`],
    },
    history: [
      { created_by: "RUN 0" },
      { created_by: `ARG TOKEN=${CANARY}`, empty_layer: true },
      { created_by: `RUN |1 TOKEN=${CANARY} /bin/sh -c pip install x # buildkit` },
    ],
  };

  test("each place once, and no text of the reading holds the value", async () => {
    const reading = await readSpec(spec, { find: FIND });
    expect(reading.leaks.map(where)).toEqual([
      "env null TOKEN plain",
      "label null note base64",
      "label null key-****4b62 plain",
      "command null entrypoint plain",
      "command null cmd plain",
      "command null healthcheck plain",
      "command null onbuild plain",
      "history null history[1] plain",
      "history 1 history[2] plain",
      expect.stringMatching(/^config null blobs\/sha256\/\w+ plain$/),
      expect.stringMatching(/^config null blobs\/sha256\/\w+ base64$/),
    ]);
    const text = JSON.stringify(reading);
    expect(text).not.toContain(CANARY);
    expect(text).not.toContain(base64.slice(4, -4));
    expect(reading.layers[1]?.createdBy).toBe("RUN |1 TOKEN=****4b62 /bin/sh -c pip install x # buildkit");
  });

  test("the older container_config and any other key count as config", async () => {
    const { leaks } = await readSpec(
      { layers: [], top: { container_config: { Env: [CANARY] } } },
      { find: FIND },
    );
    expect(leaks.map(({ place }) => place)).toEqual(["config"]);
  });

  test("history and layers of different lengths: no line is given a layer", async () => {
    const odd = { ...spec, history: spec.history.slice(1) };
    const { layers, leaks } = await readSpec(odd, { find: FIND });
    expect(layers.map(({ createdBy }) => createdBy)).toEqual([null, null]);
    expect(leaks.filter(({ place }) => place === "history").map(({ layer }) => layer)).toEqual([null, null]);
  });

  test("attestations of this image, not of another", async () => {
    const arm = { ...spec, platform: { os: "linux", architecture: "arm64" }, config: {}, history: [] };
    const specs = [
      { layers: [], attestations: [`{"args": "${CANARY}"}`] },
      { ...arm, attestations: [CANARY] },
    ];
    const { leaks } = await readEntries(containerdStore(specs), { find: FIND });
    expect(leaks.map(where)).toEqual([expect.stringMatching(/^attestation null blobs\/sha256\/\w+ plain$/)]);
  });

  test("an attestation that is listed and absent is told", async () => {
    const entries = ociLayout([{ layers: [], attestations: ["what it says"] }]);
    const { skipped } = await readEntries(entries.filter(({ body }) => String(body) !== "what it says"));
    expect(skipped).toMatchObject([{ layer: null, why: expect.stringContaining("attestation") }]);
  });

  test("an index without the image's manifest: its attestations are unknown", async () => {
    const entries = containerdStore([{ layers: [], attestations: ["x"] }]);
    const { skipped } = await readEntries(
      entries.filter(({ body }) => !String(body).startsWith('{"config"')),
    );
    expect(skipped.length).toBeGreaterThan(0);
  });

  test("a clean image has none", async () => {
    const { leaks } = await readEntries(docker25({ layers: [[file("a", "x")]] }), { find: FIND });
    expect(leaks).toEqual([]);
  });
});
