import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { docker, newFolder, onTestEngine } from "../support/engine.ts";

const REFERENCES = new URL("../../dockerfiles/", import.meta.url);
// The learner's workspace: what the first test builds, the others change.
const folder = join(await newFolder(), "mine with ümlaut");
const writeDockerfile = (text: string | Buffer) => writeFile(join(folder, "app", "Dockerfile"), text);

afterAll(async () => {
  const { exitCode } = await onTestEngine(["clean", "--yes", "--workspace", folder]);
  expect(exitCode).toBe(0);
});

test("a learner builds their own Dockerfile, opens it, and the page shows a cat", async () => {
  const built = await onTestEngine(["build", "--json", "--workspace", folder]);
  expect(built.exitCode, built.stderr).toBe(0);
  const { image, command } = JSON.parse(built.stdout);
  expect(image.tag).toMatch(/^size-matters\/[0-9a-f]{8}:mine$/);
  expect(await docker("image", "inspect", "-f", "{{.Id}}", image.tag)).toBe(image.id);
  expect(command).toContain("--build-arg TOKEN");
  const token = (await readFile(join(folder, ".size-matters", "secrets", "token"), "utf8")).trim();
  expect(built.stdout + built.stderr).not.toContain(token);

  const opened = await onTestEngine(["open", "--json", "--workspace", folder]);
  expect(opened.exitCode, opened.stderr).toBe(0);
  const { address, opened: inBrowser } = JSON.parse(opened.stdout);
  expect(inBrowser).toBe(false);
  const page = await (await fetch(address)).text();
  expect(page).toContain("<h1>Random Cat Photo</h1>");
  expect(page).toMatch(/<img[^>]+src="data:image\/svg\+xml;base64,/);
});

test("the printed command, typed in a shell, gives the very same image", async () => {
  await writeDockerfile(await readFile(new URL("9_nice_to_haves.Dockerfile", REFERENCES)));
  const { image, command } = JSON.parse(
    (await onTestEngine(["build", "--json", "--workspace", folder])).stdout,
  );
  await docker("image", "rm", image.tag);
  const { execFileSync } = await import("node:child_process");
  execFileSync("sh", ["-c", command], { stdio: "ignore" });
  expect(await docker("image", "inspect", "-f", "{{.Id}}", image.tag)).toBe(image.id);
});

test("a Dockerfile with a fault ends with 1 and the builder's words", async () => {
  await writeDockerfile("FROM python:3.13-slim\nRUN echo before && no-such-command\n");
  const failed = await onTestEngine(["build", "--json", "--workspace", folder]);
  expect(failed.exitCode).toBe(1);
  const { built, image, words } = JSON.parse(failed.stdout);
  expect({ built, image }).toEqual({ built: false, image: null });
  expect(words).toContain("no-such-command");
});

test("an app that dies is shown with its last words, and open ends with 2", async () => {
  await writeDockerfile(
    'FROM python:3.13-slim\nCMD ["python", "-c", "raise SystemExit(\'no cat today\')"]\n',
  );
  await onTestEngine(["build", "--workspace", folder]);
  const opened = await onTestEngine(["open", "--workspace", folder]);
  expect(opened.exitCode).toBe(2);
  expect(opened.stderr).toContain("it ended with exit code 1");
  expect(opened.stderr).toContain("no cat today");
});

test("doctor finds the engine, its builder and the bases, and ends with 0", async () => {
  const { exitCode, stdout } = await onTestEngine(["doctor", "--json"]);
  expect(exitCode).toBe(0);
  const { findings } = JSON.parse(stdout);
  const states = Object.fromEntries(
    findings.map(({ id, state }: { id: string; state: string }) => [id, state]),
  );
  expect(states).toMatchObject({
    engine: "ok",
    builder: "ok",
    "base python:3.13": "ok",
    "base python:3.13-slim": "ok",
  });
});
