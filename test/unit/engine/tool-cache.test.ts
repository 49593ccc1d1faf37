import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { ContainerSpec, Engine, ToolboxJob } from "../../../src/context.ts";
import { diskFiles } from "../../../src/edges/files.ts";
import { filledToolCache, fillToolCache } from "../../../src/engine/tool-cache.ts";
import { engineFacts, fakeDocker, fakeHost } from "../../support/fakes.ts";

let dataFolder = "";
beforeEach(async () => {
  dataFolder = await mkdtemp(join(tmpdir(), "tool-cache-"));
});
afterEach(() => rm(dataFolder, { recursive: true }));

const JOB: ToolboxJob = {
  image: "sha256:box",
  command: ["trivy"],
  within: 1_000,
  writes: "note",
};

/** An engine whose tool ends like this, and its volumes. */
function engineWhere(ends: { exitCode: number; written: string | null }, volumes: string[]) {
  const specs: ContainerSpec[] = [];
  const docker = fakeDocker({
    ensureVolume: async (name) => void volumes.push(name),
    removeVolume: async (name) => void volumes.splice(volumes.indexOf(name), 1),
    listVolumes: async () => volumes.map((name) => ({ name, labels: {} })),
    createContainer: async (spec) => {
      specs.push(spec);
      return "c";
    },
    putFiles: async () => {},
    startContainer: async () => {},
    waitForContainer: async () => ends.exitCode,
    fileIn: async () => ends.written,
    output: async () => ({ stdout: "", stderr: "" }),
    removeContainer: async () => {},
  });
  const engine: Engine = { docker, endpoint: { host: "unix:///e.sock" }, facts: engineFacts, ours: true };
  return { engine, specs };
}

const outside = (env: Record<string, string> = {}) => ({
  files: diskFiles,
  host: fakeHost({ dataFolder, env }),
  signal: new AbortController().signal,
});

test("it takes the place of the older one, and what was written of it is kept", async () => {
  const volumes: string[] = [];
  await fillToolCache(outside(), engineWhere({ exitCode: 0, written: "one" }, volumes).engine, "cache", JOB);
  const { engine } = engineWhere({ exitCode: 0, written: "two" }, volumes);
  await fillToolCache(outside(), engine, "cache", JOB);
  expect(volumes).toHaveLength(1);
  expect(await filledToolCache(outside(), engine)).toEqual({ volume: volumes[0], written: "two" });
});

test.each([
  { exitCode: 1, written: "half" },
  { exitCode: 0, written: null },
])("the older one stays when the new one is not whole: %j", async (ends) => {
  const volumes: string[] = [];
  await fillToolCache(outside(), engineWhere({ exitCode: 0, written: "one" }, volumes).engine, "cache", JOB);
  const { engine } = engineWhere(ends, volumes);
  await fillToolCache(outside(), engine, "cache", JOB);
  expect(volumes).toHaveLength(1);
  expect((await filledToolCache(outside(), engine))?.written).toBe("one");
});

test("one whose volume is gone is none", async () => {
  const volumes: string[] = [];
  const { engine } = engineWhere({ exitCode: 0, written: "one" }, volumes);
  await fillToolCache(outside(), engine, "cache", JOB);
  volumes.pop();
  expect(await filledToolCache(outside(), engine)).toBeNull();
});

test("its container has the network, and the machine's proxy and certificates", async () => {
  const certificates = join(dataFolder, "bundle.pem");
  await diskFiles.write(certificates, "PEM");
  const { engine, specs } = engineWhere({ exitCode: 0, written: "one" }, []);
  const env = { https_proxy: "http://proxy:3128", SSL_CERT_FILE: certificates };
  await fillToolCache(outside(env), engine, "cache", JOB);
  expect(specs[0]).toMatchObject({
    offline: false,
    env: ["https_proxy=http://proxy:3128", "SSL_CERT_FILE=/work/certificates.pem"],
    volumes: [{ target: "/work/cache" }],
  });
});
