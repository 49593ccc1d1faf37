import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { docker, feedsOf, idOf, workspace } from "../support/engine.ts";

const WITH_DATABASE = `
  apt-get install -y -qq postgresql >/dev/null 2>&1
  service postgresql start >/dev/null
  su postgres -c "psql -q -c \\"CREATE ROLE cats LOGIN PASSWORD 'cats'\\" -c 'CREATE DATABASE cats OWNER cats'"
  unset http_proxy
  TEST_DATABASE_URL=postgresql://cats:cats@127.0.0.1/cats python -m pytest`;

// The Python projects have tests of their own. They run in containers, with the commands of their READMEs.

test("the cat app's tests pass in the naive image, which still carries them, beside a real database", async () => {
  const [feed = ""] = await feedsOf(workspace);
  const address = await docker("inspect", "-f", "{{.NetworkSettings.IPAddress}}", feed);
  const said = await docker(
    "run",
    "--rm",
    "--env",
    `http_proxy=http://${address}:3142`,
    `size-matters/${await idOf(workspace)}:tour-original`,
    "sh",
    "-ec",
    WITH_DATABASE,
  );
  expect(said).toMatch(/^=+ \d+ passed.* =+$/m);
  expect(said).not.toMatch(/failed|skipped|error/);
});

test("what plays CI passes its tests, in the feed's image, which has pytest", async () => {
  const root = fileURLToPath(new URL("../..", import.meta.url));
  const mounts = ["ci-runner", "test/python"].flatMap((folder) => [
    "--volume",
    `${join(root, folder)}:/${folder}:ro`,
  ]);
  const script =
    "pip install -q --no-index --find-links /feed/public pytest && cd /tmp && python -m pytest /test/python";
  const said = await docker("run", "--rm", ...mounts, "size-matters/feed:latest", "sh", "-c", script);
  expect(said).toMatch(/^=+ \d+ passed.* =+$/m);
  expect(said).not.toMatch(/failed|skipped|error/);
});

test("the feed's and the private package's tests pass in the feed's image", async () => {
  const script =
    "pip install -q --no-index --find-links /feed/public pytest && cd /feed && python -m pytest random-cat-generator tests";
  const said = await docker("run", "--rm", "size-matters/feed:latest", "sh", "-c", script);
  expect(said).toMatch(/^=+ \d+ passed.* =+$/m);
  expect(said).not.toMatch(/failed|skipped|error/);
});
