import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { sizeMatters } from "../support/program.ts";

const { version } = createRequire(import.meta.url)("../../package.json") as { version: string };
const ESCAPE = String.fromCharCode(27);

let home: string;
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), "size-matters cli-"));
});
afterEach(() => rm(home, { recursive: true }));

/** Away from every engine of this machine: a new home, and `--private-engine` where a verb looks for one. */
const run = (args: readonly string[], env: Record<string, string> = {}) =>
  sizeMatters(args, { cwd: home, env: { HOME: home, XDG_DATA_HOME: join(home, "data"), ...env } });
const nowhere = ["--private-engine", "--no-install"];

test("--help names every verb and ends with 0", async () => {
  const { exitCode, stdout } = await run(["--help"]);
  expect(exitCode).toBe(0);
  for (const verb of ["start", "tour", "build", "open", "inspect", "compare", "doctor", "prepare", "clean"]) {
    expect(stdout).toMatch(new RegExp(`^  ${verb} `, "m"));
  }
  expect(Math.max(...stdout.split("\n").map((line) => line.length))).toBeLessThanOrEqual(80);
});

test("--version prints the version alone", async () => {
  expect(await run(["--version"])).toEqual({ exitCode: 0, stdout: `${version}\n`, stderr: "" });
});

test("an unknown verb is answered with the nearest one", async () => {
  const { exitCode, stderr } = await run(["tuor"]);
  expect(exitCode).toBe(2);
  expect(stderr).toContain("unknown command 'tuor'");
  expect(stderr).toContain("Did you mean tour?");
});

test("an unknown option is no success", async () => {
  expect((await run(["tour", "--jsno"])).exitCode).toBe(2);
});

test("an unknown rung is answered with the rungs there are", async () => {
  const { exitCode, stderr } = await run(["tour", "--to", "three", ...nowhere]);
  expect(exitCode).toBe(2);
  expect(stderr).toContain('There is no rung "three".');
  expect(stderr).toContain("0 original");
});

test("without a terminal the bare command says in one line that it plays the tour", async () => {
  // A workspace of a newer version, so that it ends before it looks for an engine.
  await mkdir(join(home, "workspace", ".size-matters"), { recursive: true });
  await writeFile(join(home, "workspace", ".size-matters", "id"), "01234567");
  await writeFile(join(home, "workspace", ".size-matters", "progress.json"), '{"version": 99}');
  const { exitCode, stdout } = await run([]);
  expect(exitCode).toBe(2);
  expect(stdout).toBe("There is no terminal here for the guided workshop: playing the tour instead.\n");
});

test("doctor without an engine says where it looked, what to type, and ends with 2", async () => {
  const { exitCode, stdout } = await run(["doctor", "--private-engine"]);
  expect(exitCode).toBe(2);
  expect(stdout).toContain("no Docker engine answers");
  expect(stdout).toContain("size-matters' own engine: there is no socket");
  expect(stdout).toContain("size-matters start");
});

test("doctor --json is one document on standard output", async () => {
  const { exitCode, stdout, stderr } = await run(["doctor", "--private-engine", "--json"]);
  expect(exitCode).toBe(2);
  const { schemaVersion, ready, findings } = JSON.parse(stdout);
  expect({ schemaVersion, ready }).toEqual({ schemaVersion: 1, ready: false });
  expect(findings).toContainEqual(expect.objectContaining({ id: "engine", state: "missing" }));
  expect(stderr).toContain("no Docker engine answers");
});

test("a dead DOCKER_HOST is named with its reason", async () => {
  const { stdout } = await run(["doctor"], { DOCKER_HOST: "unix:///nowhere/docker.sock" });
  expect(stdout).toContain("DOCKER_HOST: there is no socket");
});

test.each(["build", "open"])("%s starts no engine", async (verb) => {
  const { exitCode, stderr } = await run([verb, "--private-engine"]);
  expect(exitCode).toBe(2);
  expect(stderr).toContain("Problem: No Docker engine answers.");
  expect(stderr).toContain("size-matters start");
  expect(await readdir(home)).toEqual(["workspace"]);
});

test("an error under --json is a document, too", async () => {
  const { exitCode, stdout } = await run(["build", "--private-engine", "--json"]);
  expect(exitCode).toBe(2);
  expect(JSON.parse(stdout)).toMatchObject({
    schemaVersion: 1,
    error: { problem: expect.stringContaining("No Docker engine") },
  });
});

test("clean with nothing to remove asks nothing and ends with 0", async () => {
  const { exitCode, stdout } = await run(["clean", "--private-engine"]);
  expect(exitCode).toBe(0);
  expect(stdout).toBe("There is nothing of the workshop here to remove.\n");
});

test("a workspace of a newer version is left alone", async () => {
  await run(["build", "--private-engine"]);
  await writeFile(join(home, "workspace", ".size-matters", "progress.json"), '{"version": 99}');
  const { exitCode, stderr } = await run(["build", "--private-engine"]);
  expect(exitCode).toBe(2);
  expect(stderr).toContain("was written by a newer size-matters");
  expect(stderr).toContain("--workspace DIR");
});

test("nothing is coloured in a pipe, and nothing with NO_COLOR", async () => {
  const [pipe, forced, never] = await Promise.all([
    run(["doctor", "--private-engine"]),
    run(["doctor", "--private-engine"], { FORCE_COLOR: "1", NO_COLOR: "" }),
    run(["doctor", "--private-engine"], { FORCE_COLOR: "1", NO_COLOR: "1" }),
  ]);
  expect(pipe.stdout).not.toContain(ESCAPE);
  expect(forced.stdout).toContain(ESCAPE);
  expect(never.stdout).not.toContain(ESCAPE);
});
