import { mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { sizeMatters } from "../support/program.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
let home: string;
let workspace: string;
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), "size-matters-labs "));
  workspace = join(home, "workspace");
});
afterEach(() => rm(home, { recursive: true }));

/** Runs a verb in a home of its own, where no engine answers. */
const run = (...args: string[]) =>
  sizeMatters([...args, "--workspace", workspace], {
    cwd: home,
    env: {
      ...{ HOME: home, XDG_DATA_HOME: join(home, "data"), XDG_CACHE_HOME: join(home, "cache") },
      ...{
        DOCKER_HOST: "unix:///nonexistent.sock",
        DOCKER_CONFIG: join(home, "docker"),
        PATH: join(home, "bin"),
      },
    },
  });
const json = async (...args: string[]) => JSON.parse((await run(...args, "--json")).stdout);
const dockerfile = () => join(workspace, "app", "Dockerfile");
const progress = () => join(workspace, ".size-matters", "progress.json");
const kept = () => readdir(join(workspace, ".size-matters", "kept"));

describe("going through the labs", () => {
  test("labs lists them in the order of their numbers, the current one marked", async () => {
    const { labs } = await json("labs");
    const numbers = labs.map(({ number }: { number: number }) => number);
    expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
    expect(labs.filter(({ current }: { current: boolean }) => current)).toMatchObject([{ id: "get-ready" }]);
  });

  test("goto puts a ladder lab's start in place: the rung below its own", async () => {
    expect((await run("goto", "base-image")).exitCode).toBe(0);
    expect(await readFile(dockerfile(), "utf8")).toBe(
      await readFile(join(root, "dockerfiles", "0_original.Dockerfile"), "utf8"),
    );
    expect((await json("labs")).labs.find(({ current }: { current: boolean }) => current).id).toBe(
      "base-image",
    );
  });

  test("goto takes a number, too, and an unknown lab is answered with the nearest", async () => {
    expect((await json("goto", "6")).lab).toBe("base-image");
    const { exitCode, stderr } = await run("goto", "base-imgae");
    expect(exitCode).toBe(2);
    expect(stderr).toContain('Did you mean "base-image"?');
  });

  test("what the learner wrote is never overwritten: a dated copy lies beside", async () => {
    await run("goto", "clean-up");
    await writeFile(dockerfile(), "FROM mine\n");
    const { kept: folder } = await json("reset");
    expect(await readFile(join(folder, "Dockerfile"), "utf8")).toBe("FROM mine\n");
    expect(await readFile(dockerfile(), "utf8")).toContain("apt-get update");
    await writeFile(dockerfile(), "FROM mine too\n");
    await run("solution", "--apply");
    await run("skip");
    const all = await Promise.all(
      (await kept()).map((name) =>
        readFile(join(workspace, ".size-matters", "kept", name, "Dockerfile"), "utf8").catch(() => ""),
      ),
    );
    expect(all).toContain("FROM mine\n");
    expect(all).toContain("FROM mine too\n");
  });

  test("skip is recorded, and goes on to the next lab", async () => {
    await run("goto", "get-ready");
    expect((await json("skip")).lab).toBe("naive");
    const { labs } = await json("status");
    expect(labs[0]).toMatchObject({ id: "get-ready", state: "skipped" });
  });

  test("next from a lab that was met keeps the files where the next one starts from them", async () => {
    await run("goto", "naive");
    await writeFile(dockerfile(), "# mine\nFROM python:3.13\n");
    const known = JSON.parse(await readFile(progress(), "utf8"));
    known.labs.naive.state = "met";
    known.labs["clean-up"] = { state: "met" };
    known.current = "naive";
    await writeFile(progress(), JSON.stringify(known));
    // base-image starts from rung 0, which is naive's reference; the labs between have files of their own.
    expect((await json("next")).kept).not.toBeNull();
    // These are the program's own: nothing of the learner's would be lost.
    expect((await json("goto", "base-image")).kept).toBeNull();
  });

  test("looking makes no workspace, and before the first goto there is nothing to check", async () => {
    expect((await json("status")).current).toBe("get-ready");
    expect((await json("labs")).labs[0].current).toBe(true);
    expect(await readdir(home)).not.toContain("workspace");
    const { exitCode, stderr } = await run("check");
    expect(exitCode).toBe(2);
    expect(stderr).toContain("You are at no lab yet.");
    expect(stderr).toContain("size-matters goto get-ready");
  });

  test("the first goto keeps nothing, for nothing was written yet", async () => {
    expect((await json("goto", "naive")).kept).toBeNull();
    expect((await json("goto", "layers")).kept).toBeNull();
    await writeFile(dockerfile(), "# mine\n");
    expect((await json("reset")).kept).not.toBeNull();
  });

  test("after the last lab there is no next one, and that is a sentence", async () => {
    const { labs } = await json("labs");
    await run("goto", labs.at(-1).id);
    const { exitCode, stderr } = await run("next");
    expect(exitCode).toBe(2);
    expect(stderr).toContain("This was the last lab");
  });
});

describe("help", () => {
  test("hints come one after the other, and then the reference is named", async () => {
    await run("goto", "clean-up");
    const hints = [await json("hint"), await json("hint"), await json("hint"), await json("hint")];
    expect(new Set(hints.slice(0, 3).map(({ hint }) => hint)).size).toBe(3);
    expect(hints.map(({ left }) => left)).toEqual([2, 1, 0, 0]);
    expect((await run("hint")).stdout).toContain("size-matters solution");
    expect((await json("hint", "no-lists")).goal).toBe("no-lists");
  });

  test("a place in a hint is filled with the word of this workspace", async () => {
    await run("goto", "get-ready");
    for (const _ of [1, 2]) await run("hint");
    const { stdout } = await run("hint");
    const { word } = JSON.parse(await readFile(progress(), "utf8")).labs["get-ready"];
    expect(stdout).toContain(`LABEL workshop.word=${word}`);
  });

  test("the solution is shown without being put in place", async () => {
    await run("goto", "multi-stage");
    const before = await readFile(dockerfile(), "utf8");
    const { stdout } = await run("solution");
    expect(stdout).toContain("AS installer");
    expect(await readFile(dockerfile(), "utf8")).toBe(before);
  });
});

describe("check without an engine", () => {
  test("could not check: each goal says so, in JSON and with exit code 2", async () => {
    await run("goto", "base-image");
    const { exitCode, stdout } = await run("check", "--json");
    expect(exitCode).toBe(2);
    const found = JSON.parse(stdout);
    expect(found).toMatchObject({
      schemaVersion: 1,
      lab: "base-image",
      verdict: "could-not-check",
      image: null,
    });
    const verdicts = found.goals.map(({ verdict }: { verdict: string }) => verdict);
    expect(new Set(verdicts)).toEqual(new Set(["could-not-check"]));
    expect(found.goals[0].checks[0]).toMatchObject({
      type: "base-bytes",
      verdict: "could-not-check",
      evidence: [],
    });
    expect(found.goals[0].checks[0].next.text).toContain("size-matters start");
  });

  test("the same on the screen, in 80 columns, and the last line is the verdict", async () => {
    await run("goto", "base-image");
    const { stdout } = await run("check");
    const lines = stdout.trimEnd().split("\n");
    expect(lines.at(-1)).toBe("base-image: could not check");
    expect(lines.filter((line) => line.length > 80 && !line.includes("nonexistent"))).toEqual([]);
  });
});

describe("state", () => {
  test("is for its owner only, and a broken progress file is kept aside and read as far as it goes", async () => {
    await run("goto", "clean-up");
    expect((await stat(progress())).mode & 0o777).toBe(0o600);
    const known = JSON.parse(await readFile(progress(), "utf8"));
    known.labs["get-ready"] = { state: "met", met: "2026-01-01" };
    known.labs.naive = { state: "dancing" };
    await writeFile(progress(), JSON.stringify(known));
    const { current, labs } = await json("status");
    expect(current).toBe("clean-up");
    expect(labs[0]).toMatchObject({ id: "get-ready", state: "met" });
    const files = await readdir(join(workspace, ".size-matters"));
    expect(files.filter((name) => name.startsWith("progress.json.kept-"))).toHaveLength(1);
  });

  test("a progress file that is no JSON at all starts anew, and is kept", async () => {
    await run("goto", "clean-up");
    await writeFile(progress(), "{ half");
    expect((await json("status")).current).toBe("get-ready");
    const files = await readdir(join(workspace, ".size-matters"));
    expect(files.some((name) => name.startsWith("progress.json.kept-"))).toBe(true);
  });
});

describe("authors", () => {
  test("labs verify finds all labs sound", async () => {
    const { exitCode, stdout } = await run("labs", "verify");
    expect([exitCode, stdout]).toEqual([0, expect.stringMatching(/^\d+ labs are sound\.\n$/)]);
  });

  test("labs checks lists every kind with a sentence", async () => {
    const { checks, answers } = await json("labs", "checks");
    expect(checks.length).toBeGreaterThan(20);
    expect(answers.length).toBeGreaterThan(10);
    for (const { says } of [...checks, ...answers]) expect(says).toMatch(/\.$/);
  });
});
