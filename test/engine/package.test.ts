import { execFile } from "node:child_process";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { home, newFolder } from "../support/engine.ts";
import { testEnvironment } from "../support/engine-setup.ts";

const command = promisify(execFile);
const repository = fileURLToPath(new URL("../../", import.meta.url));

test("the packed package, installed in an empty folder, plays the tour", async () => {
  const folder = await newFolder();
  const { stdout: packed } = await command("npm", ["pack", "--silent", "--pack-destination", folder], {
    cwd: repository,
  });
  await command(
    "npm",
    ["install", "--no-audit", "--no-fund", join(folder, packed.trim().split("\n").at(-1) ?? "")],
    { cwd: folder },
  );
  const { stdout } = await command(
    "npx",
    ["size-matters", "tour", "--to", "0", "--json", "--private-engine"],
    {
      cwd: folder,
      env: { ...process.env, ...testEnvironment(home) },
      maxBuffer: 1 << 26,
    },
  );
  expect(JSON.parse(stdout)).toMatchObject({ verdict: "met", rungs: [{ rung: 0, answers: true }] });
  await command("npx", ["size-matters", "clean", "--yes", "--private-engine"], {
    cwd: folder,
    env: { ...process.env, ...testEnvironment(home) },
  });
  await rm(folder, { recursive: true });
});
