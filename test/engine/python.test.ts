import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { docker, workspace } from "../support/engine.ts";

// The Python projects have tests of their own. They run in containers, with the commands of their READMEs.

test("the cat app's tests pass in the naive image, which still carries them", async () => {
  const id = (await readFile(join(workspace, ".size-matters", "id"), "utf8")).trim();
  const said = await docker("run", "--rm", `size-matters/${id}:tour-original`, "python", "-m", "pytest");
  expect(said).toMatch(/^=+ \d+ passed.* =+$/m);
  expect(said).not.toMatch(/failed|skipped|error/);
});

test("the feed's and the private package's tests pass in the feed's image", async () => {
  const script =
    "pip install -q --no-index --find-links /feed/public pytest && cd /feed && python -m pytest random-cat-generator tests";
  const sources = new URL("../../feed/tests", import.meta.url).pathname;
  const container = await docker("create", "size-matters/feed:latest", "sh", "-c", script);
  try {
    await docker("cp", sources, `${container}:/feed/tests`);
    const said = await docker("start", "--attach", container);
    expect(said).toMatch(/^=+ \d+ passed.* =+$/m);
    expect(said).not.toMatch(/failed|skipped|error/);
  } finally {
    await docker("rm", "--force", container);
  }
});
