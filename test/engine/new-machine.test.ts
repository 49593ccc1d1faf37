import { execFile } from "node:child_process";
import { access, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterEach, beforeEach, expect, test } from "vitest";
import { testEnvironment } from "../support/engine-setup.ts";
import { type ProgramOptions, sizeMatters } from "../support/program.ts";

// A home without an engine, beside the tests' own: what happens while one is brought up.

const command = promisify(execFile);
type OnOutput = NonNullable<ProgramOptions["onOutput"]>;
let home: string;
const engineFolder = () => join(home, "data", "size-matters", "engine");
const run = (args: readonly string[], options: ProgramOptions = {}) =>
  sizeMatters([...args, "--private-engine"], { cwd: home, env: testEnvironment(home), ...options });
/** Every process of this machine whose command line names the home. */
const processes = async () => {
  const found: string[] = [];
  for (const pid of (await readdir("/proc")).filter((name) => /^\d+$/.test(name))) {
    const line = await readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => "");
    if (line.includes(home) && Number(pid) !== process.pid) found.push(line.replaceAll("\0", " "));
  }
  return found;
};

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), "size-matters-new-"));
});
afterEach(async () => {
  await run(["clean", "--all", "--yes"]);
  await command("umount", [join(home, "data")]).catch(() => {});
  await rm(home, { recursive: true });
});

/** Ctrl+C `delay` milliseconds after what was printed says so. */
const printed = (when: RegExp, delay: number): OnOutput => {
  let sent = false;
  return (sofar, child) => {
    if (sent || !when.test(sofar)) return;
    sent = true;
    setTimeout(() => child.kill("SIGINT"), delay);
  };
};
/** Ctrl+C as soon as the engine's process is there. */
const seen = (): OnOutput => {
  let looks = false;
  return async (_, child) => {
    if (looks) return;
    looks = true;
    const there = (line: string) => line.includes("--pidfile=");
    while (child.exitCode === null && !(await processes()).some(there));
    child.kill("SIGINT");
  };
};
/** A folder to put first on the PATH: its dockerd takes two seconds to begin. */
const slowEngine = async () => {
  const folder = join(home, "bin");
  await mkdir(folder);
  const { stdout } = await command("sh", ["-c", "command -v dockerd"]);
  const script = `#!/bin/sh\nsleep 2\nexec ${stdout.trim()} "$@"\n`;
  await writeFile(join(folder, "dockerd"), script, { mode: 0o755 });
  return folder;
};

/** The end of a tour that was interrupted: nothing half made, and nothing left after `clean`. */
async function expectCleanEnd(onOutput: OnOutput, path = process.env.PATH ?? "") {
  const env = { ...testEnvironment(home), PATH: path };
  const { exitCode, stderr } = await run(["tour", "--to", "0"], { onOutput, env });
  expect(exitCode, stderr).toBe(130);
  await expect(access(join(engineFolder(), "unfinished"))).rejects.toThrow();
  expect((await readdir(tmpdir())).filter((name) => name.startsWith("mmdebstrap"))).toEqual([]);
  expect((await processes()).filter((line) => !/^(dockerd|containerd|docker-\w+) /.test(line))).toEqual([]);
  expect((await run(["clean", "--all", "--yes"])).exitCode).toBe(0);
  expect(await processes()).toEqual([]);
  await expect(access(engineFolder())).rejects.toThrow();
}

test.each([
  ["the engine starts", printed(/Docker engine/, 250)],
  ["the root file system is made", printed(/Base images/, 6_000)],
  ["a base is built", printed(/Base images/, 26_000)],
])("Ctrl+C while %s ends with 130, and clean leaves no process and no file", (_, onOutput) =>
  expectCleanEnd(onOutput),
);

test("Ctrl+C before the engine has written down its number ends it too", async () => {
  await expectCleanEnd(seen(), `${await slowEngine()}:${process.env.PATH}`);
});

test("a full disk is said in a sentence, with exit code 2", async () => {
  await mkdir(join(home, "data"));
  await command("mount", ["-t", "tmpfs", "-o", "size=230m", "none", join(home, "data")]);
  const { exitCode, stderr } = await run(["tour", "--to", "0"]);
  expect(exitCode).toBe(2);
  expect(stderr).toMatch(/^Problem: The disk of .* is full\.$/m);
  expect(stderr).toContain("To do: Make room");
});

test("clean says what it would remove of a stopped engine, and removes it", async () => {
  await run(["tour", "--to", "0"], {
    onOutput: (sofar, child) => {
      if (/Base images/.test(sofar)) child.kill("SIGINT");
    },
  });
  const pid = Number(await readFile(join(engineFolder(), "dockerd.pid"), "utf8"));
  process.kill(pid, "SIGKILL");
  const { exitCode, stdout } = await run(["clean", "--yes"]);
  expect(exitCode).toBe(0);
  expect(stdout).toContain("our own Docker engine");
  expect(await processes()).toEqual([]);
});
