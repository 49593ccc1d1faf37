import { afterAll, beforeAll, expect, test } from "vitest";
import { docker, newFolder, onTestEngine, workspace } from "../support/engine.ts";

const others = "somebody-elses";
/** Every image, container and volume of the engine, by id. */
const snapshot = async () => {
  const [images, containers, volumes] = await Promise.all([
    docker("image", "ls", "--all", "--no-trunc", "--format", "{{.ID}} {{.Repository}}:{{.Tag}}"),
    docker("ps", "--all", "--no-trunc", "--format", "{{.ID}} {{.Names}}"),
    docker("volume", "ls", "--format", "{{.Name}}"),
  ]);
  return [...images.split("\n"), ...containers.split("\n"), ...volumes.split("\n")].filter(Boolean).sort();
};

beforeAll(async () => {
  const from = await docker("create", "--label", "other.workspace=1", "--name", others, "python:3.13-slim");
  await docker("commit", from, `${others}:1`);
  await docker("volume", "create", others);
  // Archives that other tests' tools have left would be listed, too.
  await onTestEngine(["clean", "--yes", "--workspace", await newFolder()]);
});
afterAll(async () => {
  await docker("rm", others);
  await docker("image", "rm", `${others}:1`);
  await docker("volume", "rm", others);
});

test("clean removes one workspace's things, and leaves everybody else's as they were", async () => {
  const before = await snapshot();
  const folder = await newFolder();
  const built = await onTestEngine(["build", "--workspace", folder]);
  expect(built.exitCode, built.stderr).toBe(0);
  expect((await onTestEngine(["open", "--workspace", folder])).exitCode).toBe(0);
  const during = await snapshot();
  expect(during.length).toBeGreaterThan(before.length + 2);

  const cleaned = await onTestEngine(["clean", "--yes", "--json", "--workspace", folder]);
  expect(cleaned.exitCode, cleaned.stderr).toBe(0);
  const { items } = JSON.parse(cleaned.stdout);
  expect(items.map(({ kind }: { kind: string }) => kind).sort()).toEqual(["container", "container", "image"]);
  expect(await snapshot()).toEqual(before);
});

test("without --yes and without a terminal nothing is removed", async () => {
  const before = await snapshot();
  const { exitCode, stderr } = await onTestEngine(["clean", "--workspace", workspace]);
  expect(exitCode).toBe(2);
  expect(stderr).toContain("--yes");
  expect(await snapshot()).toEqual(before);
});

test("somebody else's image keeps the private engine from being removed as a whole", async () => {
  const { stdout } = await onTestEngine(["clean", "--all", "--workspace", workspace]);
  expect(stdout).toContain("image size-matters/");
  expect(stdout).not.toContain("  our own Docker engine");
  expect(stdout).toContain(
    `This stays: our own Docker engine, which holds the container ${others}, the image ${others}:1`,
  );
});
