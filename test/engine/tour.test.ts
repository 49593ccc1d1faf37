import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { beforeAll, describe, expect, inject, test } from "vitest";
import type { RungResult } from "../../src/guide/rung-result.ts";
import type { TourDocument } from "../../src/guide/tour-document.ts";
import { docker, idOf, workspace } from "../support/engine.ts";
import type { Ended } from "../support/program.ts";

let ended: Ended;
let tour: TourDocument;
let id: string;
beforeAll(async () => {
  ended = JSON.parse(await readFile(inject("firstTour"), "utf8"));
  if (ended.exitCode !== 0) throw new Error(`The first tour ended with ${ended.exitCode}:\n${ended.stderr}`);
  tour = JSON.parse(ended.stdout);
  id = await idOf(workspace);
});

const rung = (number: number): RungResult => tour.rungs[number] as RungResult;
const tagOf = ({ name }: RungResult) => `size-matters/${id}:tour-${name.replaceAll("_", "-")}`;
const LADDER = Array.from({ length: 10 }, (_, number) => number);

test("the first tour of a new workspace reaches every goal", () => {
  expect(tour.goals.map(({ id: goal, verdict }) => [goal, verdict])).toEqual([
    ["every-image-answers", "met"],
    ["small", "met"],
    ["no-secret", "met"],
    ["stays-closed", "met"],
    ["not-root", "met"],
  ]);
  expect(tour.verdict).toBe("met");
  expect(tour.rungs.map(({ rung: number }) => number)).toEqual(LADDER);
});

test("the document has the names that were promised", () => {
  expect(Object.keys(tour)).toEqual(expect.arrayContaining(["schemaVersion", "engine", "rungs", "verdict"]));
  expect(Object.keys(tour.engine).sort()).toEqual(["name", "standIns", "storage", "version"]);
  for (const found of tour.rungs) {
    expect(Object.keys(found)).toEqual(
      expect.arrayContaining([
        "rung",
        "name",
        "bytes",
        "engineBytes",
        "layers",
        "wastedBytes",
        "shareOfNaive",
        "user",
        "canary",
        "answers",
        "secondsCold",
        "secondsWarm",
      ]),
    );
  }
});

test("the scoreboard is on the screen, in 80 columns, and its last line says what changed", () => {
  const lines = ended.stderr.trimEnd().split("\n");
  expect(lines.at(-1)).toMatch(
    /^From original to nice to haves: .* the token went from \d+ places to nowhere/,
  );
  const table = lines.slice(lines.findIndex((line) => line.includes("token in")));
  expect(Math.max(...table.slice(0, -1).map((line) => line.length))).toBeLessThanOrEqual(80);
  expect(lines.some((line) => line.includes("*") && line.includes("stand-in"))).toBe(tour.engine.standIns);
});

test("the naive image gives the token away in environment, history and configuration", () => {
  expect(rung(0).canary.map(({ place }) => place)).toEqual(
    expect.arrayContaining(["env", "history", "config"]),
  );
  expect(rung(0).user).toBe("root");
});

test("the token itself is shown nowhere", async () => {
  const token = (await readFile(join(workspace, ".size-matters", "secrets", "token"), "utf8")).trim();
  expect(token.length).toBeGreaterThan(20);
  expect(ended.stdout + ended.stderr).not.toContain(token);
});

describe("against the plain tools of the trade", () => {
  const shell = async (script: string, ...args: string[]) =>
    (
      await promisify(execFile)("sh", ["-c", script, "sh", ...args], {
        maxBuffer: 1 << 28,
        env: await environment(),
      })
    ).stdout.trim();
  const environment = async () => ({
    ...process.env,
    DOCKER_HOST: `unix://${join(workspace, "..", "data/size-matters/engine/docker.sock")}`,
  });

  test.each(LADDER)(
    "rung %i: the token is in `docker save` exactly when the tour says so",
    async (number) => {
      // Layers of this engine's archives are plain tar files, so that grep sees what is in them.
      const count = await shell(
        'docker save "$1" | grep -a -c -F -f "$2" || true',
        tagOf(rung(number)),
        join(workspace, ".size-matters/secrets/token"),
      );
      expect(Number(count) > 0).toBe(rung(number).canary.length > 0);
    },
  );

  test.each(LADDER)("rung %i: user, layers and environment are those of `docker inspect`", async (number) => {
    const [facts] = JSON.parse(await docker("image", "inspect", tagOf(rung(number))));
    expect(rung(number).user).toBe(facts.Config.User || "root");
    expect(rung(number).layers).toBe(facts.RootFS.Layers.length);
    expect(rung(number).engineBytes).toBe(facts.Size);
    const token = (await readFile(join(workspace, ".size-matters", "secrets", "token"), "utf8")).trim();
    const inEnvironment = facts.Config.Env.some((variable: string) => variable.includes(token));
    expect(rung(number).canary.some(({ place }) => place === "env")).toBe(inEnvironment);
  });

  test("the last image's bytes are the sum that tar counts, layer by layer", async () => {
    const sum = await shell(
      'folder=$(mktemp -d) && docker save "$1" | tar -x -C "$folder" && ' +
        'find "$folder" -name layer.tar -type f -o -path "*/blobs/sha256/*" -type f | while read -r layer; do ' +
        "tar -tvf \"$layer\" 2>/dev/null | awk '$1 ~ /^-/ { sum += $3 } END { print sum + 0 }'; done | " +
        "awk '{ sum += $1 } END { print sum }' && rm -rf \"$folder\"",
      tagOf(rung(9)),
    );
    expect(rung(9).bytes).toBe(Number(sum));
  });
});

describe("each rung changes its own thing", () => {
  const inImage = (number: number, ...command: string[]) =>
    docker("run", "--rm", "--entrypoint", command[0] as string, tagOf(rung(number)), ...command.slice(1));

  test("1: a much smaller base lies under it", async () => {
    const [full, slim] = await Promise.all(
      ["python:3.13", "python:3.13-slim"].map(async (base) =>
        Number(await docker("image", "inspect", "-f", "{{.Size}}", base)),
      ),
    );
    expect(slim).toBeLessThan((full as number) / 4);
    expect(rung(1).bytes).toBeLessThan(rung(0).bytes);
  });

  test("2: the compilers are gone", async () => {
    expect(await inImage(1, "sh", "-c", "command -v gcc")).toContain("gcc");
    await expect(inImage(2, "sh", "-c", "command -v gcc")).rejects.toThrow();
    expect(rung(2).bytes).toBeLessThan(rung(1).bytes / 3);
  });

  test("3: no package list is left, and no test is copied", async () => {
    expect(rung(3).bytes).toBeLessThan(rung(2).bytes);
    expect(await inImage(2, "ls", "/var/lib/apt/lists")).toContain("Packages");
    expect(await inImage(3, "ls", "/var/lib/apt/lists")).toBe("");
    await expect(inImage(3, "ls", "/app/tests")).rejects.toThrow();
  });

  test("4: no test tool is installed", async () => {
    expect(await inImage(3, "python", "-c", "import pytest; print(pytest.__name__)")).toBe("pytest");
    await expect(inImage(4, "python", "-c", "import pytest")).rejects.toThrow();
  });

  test("5: the token is out, and the package behind it is in", () => {
    for (const number of [0, 1, 2, 3, 4]) expect(rung(number).canary).not.toEqual([]);
    for (const number of [5, 6, 7, 8, 9]) expect(rung(number).canary).toEqual([]);
    expect(tour.rungs.every(({ privatePackage }) => privatePackage)).toBe(true);
  });

  test("6: the app runs as uid 1001, writes its data and not its code", async () => {
    expect(await inImage(6, "id", "-u")).toBe("1001");
    await inImage(6, "sh", "-c", "touch /app/data/x");
    await expect(inImage(6, "sh", "-c", "touch /app/cat_app/x")).rejects.toThrow();
  });

  test("7: the manifests are no longer in the image", async () => {
    expect(await inImage(6, "ls", "/app/poetry.lock")).toContain("poetry.lock");
    await expect(inImage(7, "ls", "/app/poetry.lock")).rejects.toThrow();
  });

  test("8: Poetry stays behind, and every script finds its interpreter", async () => {
    expect(rung(8).bytes).toBeLessThan(rung(7).bytes);
    await expect(inImage(8, "ls", "/opt/poetry")).rejects.toThrow();
    expect(await inImage(8, "flask", "--version")).toContain("Flask");
  });

  test("9: it says what it is, where it listens, how it feels and how to stop it", async () => {
    const [{ Config }] = JSON.parse(await docker("image", "inspect", tagOf(rung(9))));
    expect(Config.Labels).toHaveProperty(["org.opencontainers.image.title"]);
    expect(Config.ExposedPorts).toEqual({ "3000/tcp": {} });
    expect(Config.Healthcheck.Test[0]).toBe("CMD");
    const container = await docker("run", "-d", tagOf(rung(9)));
    await docker("exec", container, "python", "-c", "import time; time.sleep(1)");
    await docker("stop", "-t", "8", container);
    expect(await docker("inspect", "-f", "{{.State.ExitCode}}", container)).not.toBe("137");
    await docker("rm", container);
  });
});
