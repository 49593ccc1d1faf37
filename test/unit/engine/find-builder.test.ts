import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Engine, Run } from "../../../src/context.ts";
import { diskFiles } from "../../../src/edges/files.ts";
import { findBuilder } from "../../../src/engine/find-builder.ts";
import { fakeDocker, fakeHost } from "../../support/fakes.ts";

let home: string;
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), "size-matters-builder-"));
  await writeFile(client(), "#!/bin/sh\n");
  await chmod(client(), 0o755);
});
afterEach(() => rm(home, { recursive: true }));

const client = () => join(home, "docker");

/** A machine with one docker client, and what was run on it. */
function machine(builds = true) {
  const ran: string[] = [];
  const run: Run = async (file, [verb = ""]) => {
    ran.push(`${file === client() ? "docker" : file} ${verb}`);
    const stdout = verb === "--version" ? "Docker version 29.1.0, build 1" : "sha256:1\n";
    return { exitCode: verb === "build" && !builds ? 1 : 0, stdout, stderr: "no buildx", timedOut: false };
  };
  const host = fakeHost({ dataFolder: join(home, "data"), home, env: { PATH: home } });
  return { ran, outside: { run, files: diskFiles, host, signal: new AbortController().signal } };
}

const engine = {
  docker: fakeDocker({ removeImage: async () => {} }),
  facts: { id: "E" },
  endpoint: { host: "unix:///e.sock" },
} as unknown as Engine;

test("a client that could build is not tried again", async () => {
  const { outside, ran } = machine();
  const { builder } = await findBuilder(outside, engine);
  expect(builder).toMatchObject({ path: client(), version: "29.1.0" });
  ran.length = 0;
  expect((await findBuilder(outside, engine, { remembered: true })).builder).toEqual(builder);
  expect(ran).toEqual([]);
});

test("another file in its place is", async () => {
  const { outside, ran } = machine();
  await findBuilder(outside, engine);
  await writeFile(client(), "#!/bin/sh\n# another version\n");
  ran.length = 0;
  await findBuilder(outside, engine, { remembered: true });
  expect(ran).toEqual(["docker --version", "docker build"]);
});

test("one that cannot build is not remembered", async () => {
  const { outside, ran } = machine(false);
  const found = await findBuilder(outside, engine, { remembered: true });
  expect(found.builder).toBeNull();
  expect(found.tried[0]).toEqual({ path: client(), version: "29.1.0", reason: "no buildx" });
  ran.length = 0;
  await findBuilder(outside, engine, { remembered: true });
  expect(ran).toContain("docker build");
});
