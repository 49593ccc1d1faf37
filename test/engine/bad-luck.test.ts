import { execFile } from "node:child_process";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterEach, describe, expect, test } from "vitest";
import { docker, feedsOf, home, idOf, newFolder, onTestEngine, workspace } from "../support/engine.ts";

const command = promisify(execFile);
const folders: string[] = [];
const folder = async () => {
  const made = await newFolder();
  folders.push(made);
  return made;
};
afterEach(async () => {
  for (const made of folders.splice(0)) {
    await onTestEngine(["clean", "--yes", "--workspace", made]);
    await rm(made, { recursive: true });
  }
});

/** What is running or half made for a workspace, beside its feed. */
const leftovers = async (of: string) => {
  const id = await idOf(of);
  const found = await docker(
    "ps",
    "-a",
    "--filter",
    `label=size-matters.workspace=${id}`,
    "--format",
    '{{.Label "size-matters.role"}}',
  );
  return found.split("\n").filter((role) => role !== "" && role !== "feed");
};

describe("Ctrl+C", () => {
  test.each([
    ["while a rung is built", "new", /\[ ?\d+\/\d+\] Rung 0/, 2_000],
    ["while the app runs and the image is read", "built", /\[ ?\d+\/\d+\] Rung 0/, 1_200],
    ["while the feed starts", "built", /Private package feed/, 100],
    ["at once", "built", /Docker engine/, 0],
  ] as const)(
    "%s ends with 130 and leaves nothing half made; the next run goes on",
    async (_, state, when, delay) => {
      const where = state === "new" ? await folder() : workspace;
      const args = ["tour", "--to", "0", "--workspace", where];
      let sent = false;
      const interrupted = await onTestEngine(args, {
        onOutput: (sofar, child) => {
          if (sent || !when.test(sofar)) return;
          sent = true;
          setTimeout(() => child.kill("SIGINT"), delay);
        },
      });
      expect(interrupted.exitCode, interrupted.stderr).toBe(130);
      expect(interrupted.stderr).toContain("Cancelled.");
      expect(await leftovers(where)).toEqual([]);
      expect((await onTestEngine(args)).exitCode).toBe(0);
    },
  );
});

describe("two at once", () => {
  test("in one workspace: the second is told to wait, and the first is not disturbed", async () => {
    let second: ReturnType<typeof onTestEngine> | undefined;
    const first = await onTestEngine(["tour", "--to", "0", "--workspace", workspace], {
      onOutput: (sofar) => {
        if (sofar.includes("Rung 0"))
          second ??= onTestEngine(["tour", "--to", "0", "--workspace", workspace]);
      },
    });
    expect(first.exitCode, first.stderr).toBe(0);
    const told = await second;
    expect(told?.exitCode).toBe(2);
    expect(told?.stderr).toContain("Another size-matters is at work in the workspace");
  });

  test("in two workspaces: both reach their goal, each with its own feed and token", async () => {
    const [one, two] = [await folder(), await folder()];
    const ended = await Promise.all(
      [one, two].map((at) => onTestEngine(["tour", "--to", "0", "--workspace", at])),
    );
    expect(
      ended.map(({ exitCode }) => exitCode),
      ended.map(({ stderr }) => stderr).join("\n"),
    ).toEqual([0, 0]);
  });
});

test("a feed that was stopped, and a name that is taken, are no trouble", async () => {
  const id = await idOf(workspace);
  await docker("stop", ...(await feedsOf(workspace)));
  await docker("create", "--name", `size-matters-feed-${id}`, "python:3.13-slim");
  const { exitCode, stderr } = await onTestEngine(["tour", "--to", "0", "--workspace", workspace]);
  await docker("rm", `size-matters-feed-${id}`);
  expect(exitCode, stderr).toBe(0);
  expect(await feedsOf(workspace)).toHaveLength(1);
});

test("a broken progress file is kept aside, and the tour goes on", async () => {
  const own = join(workspace, ".size-matters");
  const good = await readFile(join(own, "progress.json"), "utf8");
  await writeFile(join(own, "progress.json"), good.slice(0, 40));
  const { exitCode, stderr } = await onTestEngine(["tour", "--to", "0", "--workspace", workspace]);
  expect(exitCode, stderr).toBe(0);
  await writeFile(join(own, "progress.json"), good);
});

describe("a docker command that cannot build", () => {
  test("one without BuildKit, first on the path, is passed over", async () => {
    const bin = join(await folder(), "bin");
    await mkdir(bin);
    await writeFile(
      join(bin, "docker"),
      "#!/bin/sh\necho 'ERROR: BuildKit is enabled but the buildx component is missing' >&2\nexit 1\n",
      { mode: 0o755 },
    );
    const { exitCode, stdout } = await onTestEngine(["doctor", "--json"], {
      env: { PATH: `${bin}:${process.env.PATH}` },
    });
    expect(exitCode).toBe(0);
    const builder = JSON.parse(stdout).findings.find(({ id }: { id: string }) => id === "builder");
    expect(builder.says).toContain(
      `${join(bin, "docker")} unknown: BuildKit is enabled but the buildx component is missing`,
    );
    expect(builder.says).toMatch(/builds with BuildKit/);
  });
});

test("where containers do not reach each other no image is blamed", async () => {
  const option = '{{index .Options "com.docker.network.bridge.name"}}';
  const bridge = await docker("network", "inspect", "bridge", "-f", option);
  await command("ip", ["link", "set", bridge, "down"]);
  try {
    const { exitCode, stdout, stderr } = await onTestEngine(["tour", "--to", "0", "--workspace", workspace]);
    expect(exitCode).toBe(2);
    expect(stderr).toContain("The containers of this Docker engine do not reach each other.");
    expect(stdout).not.toContain("not yet");
  } finally {
    await command("ip", ["link", "set", bridge, "up"]);
  }
  expect(await leftovers(workspace)).toEqual([]);
});

test("an engine that is killed in mid-tour is said to be gone, and the next run brings it up again", async () => {
  const pid = Number(await readFile(join(home, "data", "size-matters", "engine", "dockerd.pid"), "utf8"));
  const gone = await onTestEngine(["tour", "--to", "1", "--workspace", workspace], {
    onOutput: (sofar) => {
      if (!sofar.includes("Rung 0")) return;
      try {
        process.kill(pid, "SIGKILL");
      } catch {
        // Killed already.
      }
    },
  });
  expect(gone.exitCode, gone.stderr).toBe(2);
  expect(gone.stderr).toContain("no longer answers");
  expect(gone.stderr).toContain("To do:");
  const again = await onTestEngine(["tour", "--to", "1", "--workspace", workspace]);
  expect(again.exitCode, again.stderr).toBe(0);
});
