import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Engine, ImageFacts } from "../../../src/context.ts";
import { diskFiles } from "../../../src/edges/files.ts";
import { fetchVendorImage, presentVendorImage, recordVendorImage } from "../../../src/engine/vendor-image.ts";
import { engineFacts, fakeDocker, fakeHost } from "../../support/fakes.ts";

const REFERENCES = ["ghcr.io/wagoodman/dive:v0.13.1", "docker.io/wagoodman/dive:v0.13.1"];

let dataFolder = "";
beforeEach(async () => {
  dataFolder = await mkdtemp(join(tmpdir(), "vendor-"));
});
afterEach(() => rm(dataFolder, { recursive: true }));

const image = (id: string, ...digests: string[]) => ({ id, digests }) as unknown as ImageFacts;

/** An engine with images by their references, and a registry's refusals. */
function at(held: Record<string, ImageFacts>) {
  const docker = fakeDocker({
    image: async (reference) => held[reference] ?? null,
    pull: async (reference) => {
      throw new Error(`no such host for ${reference}`);
    },
  });
  const engine: Engine = { docker, endpoint: { host: "unix:///e.sock" }, facts: engineFacts, ours: true };
  const outside = {
    files: diskFiles,
    host: fakeHost({ dataFolder }),
    signal: new AbortController().signal,
  };
  return {
    present: () => presentVendorImage(outside, engine, REFERENCES),
    use: async () => {
      const found = await presentVendorImage(outside, engine, REFERENCES);
      if (found) await recordVendorImage(outside, found);
    },
    fetch: () => fetchVendorImage(outside, engine, REFERENCES, () => {}),
  };
}

const [ghcr = "", hub = ""] = REFERENCES;

test("the digest is the one of its own registry, also where the engine leaves out the name of Docker Hub", async () => {
  const found = await at({
    [hub]: image("sha256:i", "other/dive@sha256:o", "wagoodman/dive@sha256:d"),
  }).present();
  expect(found).toMatchObject({ reference: hub, digest: "sha256:d", firstDigest: null });
});

test("one that came by no registry goes by its id", async () => {
  expect(await at({ [ghcr]: image("sha256:i") }).present()).toMatchObject({ digest: "sha256:i" });
  expect(await at({}).present()).toBeNull();
});

test("another digest than at the first use is told, and the record stays", async () => {
  await at({ [ghcr]: image("sha256:i", "ghcr.io/wagoodman/dive@sha256:d") }).use();
  const { present, use } = at({ [ghcr]: image("sha256:j", "ghcr.io/wagoodman/dive@sha256:e") });
  await use();
  expect(await present()).toMatchObject({ digest: "sha256:e", firstDigest: "sha256:d" });
});

test("it is the same by its digest on an engine that calls it otherwise, and by its id without a registry", async () => {
  await at({ [ghcr]: image("sha256:i", "ghcr.io/wagoodman/dive@sha256:d") }).use();
  const elsewhere = at({ [ghcr]: image("sha256:d", "ghcr.io/wagoodman/dive@sha256:d") });
  expect((await elsewhere.present())?.firstDigest).toBeNull();
  expect((await at({ [ghcr]: image("sha256:i") }).present())?.firstDigest).toBeNull();
});

test("looking at it keeps nothing", async () => {
  await at({ [ghcr]: image("sha256:i") }).present();
  expect((await at({ [ghcr]: image("sha256:j") }).present())?.firstDigest).toBeNull();
});

test("every registry's refusal is told", async () => {
  await expect(at({}).fetch()).rejects.toThrow(`${ghcr}: no such host for ${ghcr}\n  ${hub}: no such host`);
});
