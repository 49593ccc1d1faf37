import { chmod, mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Context, ToolboxJob, ToolJob, VendorImage } from "../../../src/context.ts";
import { diskFiles } from "../../../src/edges/files.ts";
import { processes, runProgram } from "../../../src/edges/processes.ts";
import { runOnPath } from "../../../src/tools/run-on-path.ts";
import { runTool } from "../../../src/tools/run-tool.ts";
import { fakeHost } from "../../support/fakes.ts";
import { PLACE } from "./fake-place.ts";

let root = "";
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "run-tool-"));
  await mkdir(join(root, "bin"));
  await writeFile(join(root, "archive.tar"), "the archive");
});
afterEach(() => rm(root, { recursive: true }));

async function program(body: string): Promise<string> {
  const path = join(root, "bin", "dive");
  await writeFile(path, `#!/bin/sh\n${body}\n`);
  await chmod(path, 0o755);
  return path;
}

function outsideWith(env: Record<string, string> = {}, has: Partial<Context["engines"]> = {}) {
  const engines: Partial<Context["engines"]> = {
    presentVendorImage: async () => null,
    presentToolbox: async () => null,
    withArchive: (_engine, _imageId, work) => work(join(root, "archive.tar")),
    ...has,
  };
  const host = fakeHost({
    env: { ...process.env, ...env, PATH: `${join(root, "bin")}:${process.env.PATH}` },
    cacheFolder: join(root, "cache"),
  });
  return {
    ...{ engines: engines as Context["engines"], host, files: diskFiles, run: runProgram, processes },
    signal: new AbortController().signal,
  };
}

const job: ToolJob = { tool: "dive", args: ["word"], imageId: "sha256:1", files: { ".dive-ci": "rules" } };

test("a program of this machine sees the job's files and none of the learner's settings", async () => {
  await program(
    'case "$1" in --version) echo dive 0.13.1;; *) echo "$1 $CI $DIVE_CONFIG"; ls -A; cat image.tar; echo written > out;; esac',
  );
  const outside = outsideWith({ CI: "true", DIVE_CONFIG: "/home/cat/.dive.yaml" });
  const said = await runTool(outside, PLACE, { ...job, writes: "out" });
  expect(said).toMatchObject({
    ...{ exitCode: 0, written: "written\n" },
    by: `dive 0.13.1 at ${root}/bin/dive`,
  });
  expect(said.stdout.split("\n").map((line) => line.trim())).toEqual([
    "word",
    ".dive-ci",
    "image.tar",
    "the archive",
  ]);
  expect(await readdir(join(root, "cache"))).toEqual(["versions"]);
  expect(await readdir(root)).toContain("archive.tar");
});

test("bytes and files in folders reach it whole", async () => {
  const path = await program("od -An -tx1 cache/db/some.db");
  const files = { "cache/db/some.db": Buffer.from([0xed, 0x0c, 0xff, 0]) };
  const within = 10_000;
  const { stdout } = await runOnPath(outsideWith(), { path, job: { ...job, files }, archive: null, within });
  expect(stdout.trim()).toBe("ed 0c ff 00");
});

test("one that hangs is ended and said so", async () => {
  const path = await program("exec sleep 60");
  const late = runOnPath(outsideWith(), { path, job, archive: null, within: 200 });
  await expect(late).rejects.toThrow("did not end within 0.2 s");
  expect(await readdir(join(root, "cache"))).toEqual([]);
});

test("none at all is a sentence with what brings one", async () => {
  const missing = runTool({ ...outsideWith(), host: fakeHost() }, PLACE, job);
  await expect(missing).rejects.toMatchObject({
    message:
      "dive is not here: neither on the PATH, in a version that is known, nor as its vendor's image, nor in a toolbox.",
    fix: "Fetch the tools with: size-matters prepare --tools",
  });
});

const VENDOR: VendorImage = {
  ...{ reference: "ghcr.io/hadolint/hadolint:v2.15.1", id: "sha256:v", digest: "sha256:d" },
  ...{ record: "/data/record.json", firstDigest: null },
};

/** A machine without programs whose engine holds a vendor's image; what it is asked to run is in `jobs`. */
function withVendor(image: VendorImage) {
  const jobs: ToolboxJob[] = [];
  const has: Partial<Context["engines"]> = {
    presentVendorImage: async () => image,
    recordVendorImage: async () => {},
    filledToolCache: async () => ({
      volume: "v",
      written: '{"Version":2,"UpdatedAt":"2026-11-20T06:00:00Z"}',
    }),
    runInToolbox: async (_, job) => {
      jobs.push(job);
      return { exitCode: 0, stdout: "", stderr: "", written: null };
    },
  };
  return { jobs, outside: { ...outsideWith({}, has), host: fakeHost() } };
}

test("a vendor's image without an entrypoint is told its program, and goes by its id", async () => {
  const { jobs, outside } = withVendor(VENDOR);
  const { by } = await runTool(outside, PLACE, { tool: "hadolint", args: ["Dockerfile"] });
  expect(by).toBe("hadolint 2.15.1 in ghcr.io/hadolint/hadolint:v2.15.1, the image of hadolint/hadolint");
  expect(jobs[0]).toMatchObject({ image: "sha256:v", command: ["/bin/hadolint", "Dockerfile"] });
});

test("another image under the same version is never run", async () => {
  const { jobs, outside } = withVendor({ ...VENDOR, firstDigest: "sha256:first" });
  const refused = runTool(outside, PLACE, { tool: "hadolint", args: [] });
  await expect(refused).rejects.toMatchObject({
    message: expect.stringContaining("it was sha256:first, and is sha256:d now"),
    fix: expect.stringContaining("/data/record.json"),
  });
  expect(jobs).toEqual([]);
});

test("trivy's own database lies in a job's container only when it asks for it", async () => {
  const { jobs, outside } = withVendor(VENDOR);
  await runTool(outside, PLACE, { tool: "trivy", args: ["image"] });
  const { database } = await runTool(outside, PLACE, { tool: "trivy", args: ["image"], ownDatabase: true });
  expect(database?.date).toBe("2026-11-20");
  expect(jobs.map(({ cache }) => cache)).toEqual([undefined, { volume: "v", folder: "cache" }]);
});

test("trivy's own database that was not fetched is a sentence with the command", async () => {
  const { outside } = withVendor(VENDOR);
  const engines = { ...outside.engines, filledToolCache: async () => null };
  const asked = runTool({ ...outside, engines }, PLACE, { tool: "trivy", args: [], ownDatabase: true });
  await expect(asked).rejects.toMatchObject({ fix: expect.stringContaining("prepare --trivy-database") });
});
