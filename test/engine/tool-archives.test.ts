import { readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { ToolPlace, Tools } from "../../src/context.ts";
import { docker, home, newFolder } from "../support/engine.ts";
import { testEnvironment } from "../support/engine-setup.ts";
import { type ProgramOptions, sizeMatters } from "../support/program.ts";
import { root } from "../support/references.ts";
import { toolsOnTestEngine } from "../support/tools.ts";

const IMAGE = "size-matters-tool-archives-test:latest";
const ARCHIVES = join(home, "cache", "size-matters", "archives");

let tools: Tools;
let place: ToolPlace;
let folder: string;
let imageId: string;
beforeAll(async () => {
  ({ tools, place } = await toolsOnTestEngine());
  folder = await newFolder();
  imageId = await fresh(IMAGE);
});
afterAll(async () => {
  await docker("image", "rm", "-f", IMAGE);
  await rm(folder, { recursive: true });
});

/** Builds an image that is new each time, so that no archive of it is anywhere. Gives its id. */
async function fresh(tag: string): Promise<string> {
  const labels = ["size-matters.workspace=tools-test", `made=${Date.now()}`].flatMap((one) => [
    "--label",
    one,
  ]);
  await docker("build", "-q", "-t", tag, ...labels, join(root, "labs", "05-dive", "riddle"));
  return docker("image", "inspect", "-f", "{{.Id}}", tag);
}

/** How an image's archive is called on this machine. */
const nameOf = (id: string) => `${id.replace(":", "-")}.tar`;

const run = (words: string[], options: ProgramOptions = {}) =>
  sizeMatters(["run", "--private-engine", "--workspace", folder, ...words], {
    ...{ cwd: folder, env: testEnvironment(home) },
    ...options,
  });

/** The volumes with images' archives: each by its name and when it was made. */
async function volumes(): Promise<string[]> {
  const names = await docker("volume", "ls", "-q", "--filter", "label=size-matters.role=tool-archive");
  if (names === "") return [];
  const format = "{{.Name}} {{.CreatedAt}}";
  return (await docker("volume", "inspect", "-f", format, ...names.split("\n"))).split("\n").sort();
}

test("an archive is written once, for its owner alone", async () => {
  await tools.dive(place, imageId);
  const name = nameOf(imageId);
  const before = await stat(join(ARCHIVES, name));
  expect(before.mode & 0o777).toBe(0o600);
  await tools.dive(place, imageId);
  expect((await stat(join(ARCHIVES, name))).ino).toBe(before.ino);
  expect((await readdir(ARCHIVES)).filter((one) => one.endsWith(".tar")).length).toBeLessThanOrEqual(2);
});

test("a second tool copies nothing: the archive lies in a volume of the engine", async () => {
  const first = await tools.dive(place, imageId);
  const before = await volumes();
  await rm(join(ARCHIVES, nameOf(imageId)));
  expect(await tools.dive(place, imageId)).toEqual(first);
  expect((await run(["syft", IMAGE])).exitCode).toBe(0);
  expect(await readdir(ARCHIVES)).not.toContain(nameOf(imageId));
  expect(await volumes()).toEqual(before);
});

test("a volume whose filling was killed is not used", async () => {
  const tag = "size-matters-tool-archives-test:half";
  const id = await fresh(tag);
  const before = await volumes();
  const killed = run(["dive", "--ci", tag], {
    onStart: async (child) => {
      while (child.exitCode === null && (await volumes()).every((one) => before.includes(one)));
      child.kill("SIGKILL");
    },
  });
  expect((await killed).exitCode).toBeNull();
  const half = (await volumes()).filter((one) => !before.includes(one));
  expect(half).toHaveLength(1);
  // The locks of somebody who is no more are free after half a minute.
  const data = join(home, "data", "size-matters", "tool-archives");
  for (const folder of [ARCHIVES, data])
    await rm(join(folder, "archives.lock"), { recursive: true, force: true });
  const report = await tools.dive(place, id);
  expect(report).toEqual(await tools.dive(place, imageId));
  expect((await volumes()).filter((one) => !before.includes(one) && !half.includes(one))).toHaveLength(1);
  const [volume = ""] = half[0]?.split(" ") ?? [];
  const left = await docker("ps", "-aq", "--filter", `volume=${volume}`);
  for (const container of left.split("\n").filter(Boolean)) await docker("rm", "-f", container);
  await docker("volume", "rm", volume);
  await docker("image", "rm", tag);
});
