import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { ContainerFile, ContainerSpec, DockerApi, Engine, ToolboxJob } from "../../../src/context.ts";
import { diskFiles } from "../../../src/edges/files.ts";
import { runInToolbox } from "../../../src/engine/toolbox-run.ts";
import { engineFacts, fakeDocker, fakeHost } from "../../support/fakes.ts";

let cacheFolder = "";
beforeEach(async () => {
  cacheFolder = await mkdtemp(join(tmpdir(), "toolbox-run-"));
});
afterEach(() => rm(cacheFolder, { recursive: true }));

const JOB: ToolboxJob = { image: "sha256:box", command: ["syft", "image.tar"], within: 10_000 };

/** Runs a job on an engine that writes down what it is asked in `asked`; its last container is the tool's. */
async function ran(job: ToolboxJob, changes: Partial<DockerApi> = {}) {
  const asked: string[] = [];
  const specs: ContainerSpec[] = [];
  const put: ContainerFile[] = [];
  const docker = fakeDocker({
    ensureVolume: async () => {},
    listVolumes: async () => [],
    createContainer: async (spec) => `c${specs.push(spec)}`,
    putBytes: async () => {},
    putFiles: async (_id, _folder, files) => void put.push(...files),
    startContainer: async () => {},
    waitForContainer: async () => 3,
    output: async () => ({ stdout: "out", stderr: "err" }),
    removeContainer: async (id) => void asked.push(`remove ${id}`),
    save: async () => (async function* () {})(),
    ...changes,
  });
  const engine: Engine = { docker, endpoint: { host: "unix:///e.sock" }, facts: engineFacts, ours: false };
  const outside = {
    files: diskFiles,
    host: fakeHost({ cacheFolder, dataFolder: cacheFolder }),
    signal: new AbortController().signal,
  };
  const said = runInToolbox(outside, engine, job, async ({ stdout }) => void asked.push(`told ${stdout}`));
  return { said: await said.catch((error: unknown) => error), asked, put, spec: specs.at(-1) };
}

test("what a tool said is told before its container is removed", async () => {
  const { said, asked } = await ran(JOB);
  expect(said).toMatchObject({ exitCode: 3, stdout: "out", stderr: "err" });
  expect(asked).toEqual(["told out", "remove c1"]);
});

test("what hinders the removal is said, after what the tool said", async () => {
  const removeContainer = () => Promise.reject(new Error("it cannot be removed"));
  const { said, asked } = await ran(JOB, { removeContainer });
  expect(said).toMatchObject({ message: "it cannot be removed" });
  expect(asked).toEqual(["told out"]);
});

test("the image's archive is mounted where nothing can change it, and linked into the tool's folder", async () => {
  const { spec, put } = await ran({ ...JOB, imageId: "sha256:1" });
  expect(spec?.volumes).toMatchObject([{ target: "/archive", readOnly: true }]);
  expect(put).toEqual([{ name: "image.tar", linkTo: "/archive/image.tar" }]);
  expect(spec?.command).toEqual(["syft", "image.tar"]);
});

test("where there is a shell and nothing else to put, the shell makes the link", async () => {
  const { spec, put } = await ran({ ...JOB, imageId: "sha256:1", hasShell: true });
  expect(put).toEqual([]);
  expect(spec?.command?.slice(0, 2)).toEqual(["sh", "-c"]);
  expect(spec?.command?.slice(-3)).toEqual(["/archive/image.tar", "syft", "image.tar"]);
  const withFiles = await ran({ ...JOB, imageId: "sha256:2", hasShell: true, files: { rules: "x" } });
  expect(withFiles.put.map(({ name }) => name)).toEqual(["rules", "image.tar"]);
  expect(withFiles.spec?.command).toEqual(["syft", "image.tar"]);
});
