import { appendFile, chmod, mkdir, readFile, rename, rm, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import type { LabVerdict } from "../../src/guide/lab-verdict.ts";
import { docker, home, idOf, newFolder, onTestEngine } from "../support/engine.ts";
import { testEnvironment } from "../support/engine-setup.ts";
import { sizeMatters } from "../support/program.ts";

interface Checked {
  readonly exitCode: number | null;
  readonly stderr: string;
  readonly found: LabVerdict;
}

/** A verb that needs no engine. */
const inHome = (args: readonly string[]) => sizeMatters(args, { cwd: home, env: testEnvironment(home) });

const folders: string[] = [];
afterAll(async () => {
  for (const folder of folders) {
    await onTestEngine(["clean", "--yes", "--workspace", folder]);
    await rm(folder, { recursive: true, force: true });
  }
});

/** A workspace of its own at the start of a lab, with a Dockerfile of its own. */
async function at(lab: string, dockerfile?: string | Buffer): Promise<string> {
  const folder = join(await newFolder(), "my workspace, über");
  folders.push(folder);
  expect((await inHome(["goto", lab, "--workspace", folder])).exitCode).toBe(0);
  if (dockerfile !== undefined) await writeFile(join(folder, "app", "Dockerfile"), dockerfile);
  return folder;
}

async function check(folder: string, lab: string, ...more: string[]): Promise<Checked> {
  const { exitCode, stdout, stderr } = await onTestEngine([
    ...["check", lab, "--json", "--workspace", folder, ...more],
  ]);
  return { exitCode, stderr, found: JSON.parse(stdout) as LabVerdict };
}

const BASE = "ARG SLIM=python:3.13-slim\nFROM $SLIM\n";
/** All that a learner is told, in one text. */
const told = ({ goals }: LabVerdict) =>
  goals
    .flatMap(({ checks }) => checks)
    .map(({ actual, evidence, next }) =>
      [actual, ...evidence.map(({ where, text }) => `${where}: ${text}`), next?.text].join("\n"),
    )
    .join("\n");

describe("a build that fails", () => {
  test("for a word that no builder knows is not yet, with the line and the builder's words", async () => {
    const folder = await at("get-ready", `${BASE}LABLE a=b\n`);
    const { exitCode, found } = await check(folder, "get-ready");
    expect([exitCode, found.verdict, found.image]).toEqual([1, "not-yet", null]);
    expect(told(found)).toContain("Dockerfile:3");
    expect(told(found)).toMatch(/unknown instruction: LABLE/i);
  });

  test("for a command that fails says which line that is", async () => {
    const folder = await at("get-ready", `${BASE}\nRUN true\nRUN echo here it breaks && false\n`);
    const { exitCode, found } = await check(folder, "get-ready");
    expect(exitCode).toBe(1);
    expect(told(found)).toContain("Dockerfile:5");
    expect(told(found)).toContain("here it breaks");
  });

  test("for a file that is not in the context is not yet", async () => {
    const folder = await at("get-ready", `${BASE}COPY no-such-file /\n`);
    const { exitCode, found } = await check(folder, "get-ready");
    expect(exitCode).toBe(1);
    expect(told(found)).toContain("no-such-file");
  });

  test("for a base that no registry here has could not be checked", async () => {
    const folder = await at("get-ready", "FROM no-such-image-anywhere:1\n");
    const { exitCode, found } = await check(folder, "get-ready");
    expect([exitCode, found.verdict]).toEqual([2, "could-not-check"]);
    expect(told(found)).toContain("no registry can be reached");
  });

  test("because it hangs is stopped at its deadline, and could not be checked", async () => {
    const folder = await at("get-ready", `${BASE}RUN sleep 600\n`);
    const { exitCode, found } = await check(folder, "get-ready", "--deadline", "8");
    expect([exitCode, found.verdict]).toEqual([2, "could-not-check"]);
    expect(told(found)).toContain("did not end");
  });

  test("for an empty Dockerfile is not yet", async () => {
    const { exitCode, found } = await check(await at("base-image", ""), "base-image");
    expect([exitCode, found.verdict]).toEqual([1, "not-yet"]);
  });
});

describe("cheats", () => {
  test("an image that was built before and is only named has no stage and no pinned base", async () => {
    const ready = `size-matters/${await idOf(join(home, "workspace"))}:tour-nice-to-haves`;
    for (const lab of ["base-image", "multi-stage", "build-secrets"]) {
      const { exitCode, found } = await check(await at(lab, `FROM ${ready}\n`), lab);
      expect([lab, exitCode, found.verdict]).toEqual([lab, 1, "not-yet"]);
    }
  });

  test("a page that only looks like the app's does not show the picture of the moment", async () => {
    const page = "<title>Random Cat Photo</title><h1>Random Cat Photo</h1><img src=http://feed:8081/cat.svg>";
    const folder = await at(
      "clean-up",
      `${BASE}RUN mkdir /www && echo '${page}' > /www/index.html\nCMD ["python","-m","http.server","3000","-d","/www"]\n`,
    );
    const { exitCode, found } = await check(folder, "clean-up");
    expect([exitCode, found.verdict]).toEqual([1, "not-yet"]);
    expect(told(found)).toContain("no picture that the cat service handed out just now");
  });

  test("a token in a label, in base64, is found", async () => {
    const folder = await at("base-image");
    const dockerfile = join(folder, "app", "Dockerfile");
    const token = (await readFile(join(folder, ".size-matters", "secrets", "token"), "utf8")).trim();
    await appendFile(dockerfile, `\nLABEL note=${Buffer.from(`x${token}`).toString("base64")}\n`);
    await check(folder, "base-image");
    const inspected = await onTestEngine([
      ...["inspect", `size-matters/${await idOf(folder)}:base-image`, "--json"],
      ...["--find", join(folder, ".size-matters", "secrets", "token")],
    ]);
    const { leaks } = JSON.parse(inspected.stdout) as { leaks: { place: string; encoding: string }[] };
    expect(leaks).toContainEqual(expect.objectContaining({ place: "label", encoding: "base64" }));
    expect(inspected.stdout).not.toContain(token);
  });
});

test("two who check their secrets on one engine at the same moment are each judged by a build of their own", async () => {
  const both = [await at("build-secrets"), await at("build-secrets")];
  for (const folder of both)
    expect((await inHome(["solution", "--apply", "--workspace", folder])).exitCode).toBe(0);
  const checked = await Promise.all(both.map((folder) => check(folder, "build-secrets")));
  const verdicts = checked.map(({ found }) => found.verdict);
  expect(verdicts, checked.map(({ found }) => told(found)).join("\n")).toEqual(["met", "met"]);
});

describe("bad luck", () => {
  test("an app that starts and dies is told with its last words", async () => {
    const folder = await at("clean-up", `${BASE}CMD ["python","-c","raise SystemExit('the cat is out')"]\n`);
    const { found } = await check(folder, "clean-up");
    expect(told(found)).toContain("the cat is out");
  });

  test("an app that prints the token is shown without it", async () => {
    const folder = await at(
      "clean-up",
      `${BASE}ARG TOKEN\nENV T=$TOKEN\nCMD ["python","-c","import os; print('I am', os.environ['T'])"]\n`,
    );
    const token = (await readFile(join(folder, ".size-matters", "secrets", "token"), "utf8")).trim();
    const { found } = await check(folder, "clean-up");
    expect(told(found)).toContain("I am ***");
    expect(JSON.stringify(found)).not.toContain(token);
  });

  test("a Dockerfile with CRLF line ends and upper and lower case is judged like any other", async () => {
    const folder = await at("get-ready");
    const dockerfile = join(folder, "app", "Dockerfile");
    const solved = await inHome(["solution", "--json", "--workspace", folder]);
    const { dockerfile: text } = JSON.parse(solved.stdout) as { dockerfile: string };
    await writeFile(dockerfile, text.replace("LABEL", "label").replaceAll("\n", "\r\n"));
    expect((await check(folder, "get-ready")).exitCode).toBe(0);
  });

  test("a workspace without a Dockerfile, or one that leads elsewhere, is a sentence", async () => {
    const folder = await at("get-ready");
    const dockerfile = join(folder, "app", "Dockerfile");
    await rename(dockerfile, join(home, "elsewhere.Dockerfile"));
    const none = await onTestEngine(["check", "--workspace", folder]);
    await symlink(join(home, "elsewhere.Dockerfile"), dockerfile);
    const out = await onTestEngine(["check", "--workspace", folder]);
    expect([none.exitCode, out.exitCode]).toEqual([2, 2]);
    expect(none.stderr).toContain("There is no Dockerfile");
    expect(out.stderr).toContain("leads out of the workspace");
  });

  test("a Dockerfile of ten megabytes is a sentence, and never met", async () => {
    const folder = await at("get-ready", Buffer.alloc(10_000_000, "RUN true\n"));
    const { exitCode, found } = await check(folder, "get-ready");
    expect([exitCode, found.verdict]).toEqual([2, "could-not-check"]);
    expect(told(found)).toContain("A Dockerfile of");
  });

  test("progress of a newer version is refused, and left as it is", async () => {
    const folder = await at("get-ready");
    const progress = join(folder, ".size-matters", "progress.json");
    await writeFile(progress, '{"version":99}');
    const { exitCode, stderr } = await onTestEngine(["check", "--workspace", folder]);
    expect(exitCode).toBe(2);
    expect(stderr).toContain("newer size-matters");
    expect(await readFile(progress, "utf8")).toBe('{"version":99}');
  });

  test("two checks in one workspace: the second says that the first is at work", async () => {
    const folder = await at("get-ready", `${BASE}RUN sleep 6\n`);
    const first = check(folder, "get-ready");
    await new Promise((resolve) => setTimeout(resolve, 2500));
    const second = await onTestEngine(["check", "--workspace", folder]);
    expect(second.exitCode).toBe(2);
    expect(second.stderr).toContain("Another size-matters is at work");
    expect((await first).exitCode).toBe(1);
  });

  test("a workspace that cannot be written is a sentence", async () => {
    const folder = await at("get-ready");
    await rm(join(folder, ".size-matters"), { recursive: true });
    await mkdir(join(folder, ".size-matters"));
    await writeFile(join(folder, ".size-matters", "secrets"), "in the way");
    const { exitCode, stderr } = await onTestEngine(["check", "--workspace", folder]);
    expect(exitCode).toBe(2);
    expect(stderr).toContain("cannot be written");
    await chmod(folder, 0o755);
  });
});

test("an engine that is killed in the midst of a check is nobody's fault", async () => {
  const folder = await at("base-image", undefined);
  const pid = Number(await readFile(join(home, "data", "size-matters", "engine", "dockerd.pid"), "utf8"));
  const { exitCode, stdout } = await onTestEngine(["check", "--json", "--workspace", folder], {
    onOutput: (() => {
      setTimeout(() => process.kill(pid, "SIGKILL"), 1500);
      return () => {};
    })(),
  });
  const again = await onTestEngine(["tour", "--to", "0", "--workspace", join(home, "workspace")]);
  expect(again.exitCode).toBe(0);
  const found = JSON.parse(stdout) as LabVerdict;
  expect([exitCode, found.verdict]).toEqual([2, "could-not-check"]);
  expect(found.goals.map(({ verdict }) => verdict)).not.toContain("met");
  expect(await docker("image", "ls", "-q")).not.toBe("");
});
