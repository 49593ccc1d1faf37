import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { sizeMatters } from "../support/program.ts";

let home: string;
let workspace: string;
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), "size-matters-export "));
  workspace = join(home, "workspace");
});
afterEach(() => rm(home, { recursive: true }));

/** Runs a verb in a home of its own, where no engine answers. */
const run = (...args: string[]) =>
  sizeMatters([...args, "--workspace", workspace], {
    cwd: home,
    env: {
      ...{ HOME: home, XDG_DATA_HOME: join(home, "data"), XDG_CACHE_HOME: join(home, "cache") },
      ...{ DOCKER_HOST: "unix:///nonexistent.sock", PATH: join(home, "bin") },
    },
  });
const report = () => join(workspace, "report.md");
const own = (...path: string[]) => join(workspace, ".size-matters", ...path);

/** A workspace in which a lab was met with a Dockerfile that holds its token, and a token of another's. */
async function withLabMet(): Promise<string> {
  await run("goto", "naive");
  const token = await readFile(own("secrets", "token"), "utf8");
  const line = (lab: string, bytes: number) =>
    JSON.stringify({
      what: "check",
      lab,
      date: "2026-01-02",
      verdict: "met",
      bytes,
      layers: 8,
      wastedBytes: 0,
    });
  await writeFile(own("log.jsonl"), `${line("naive", 1_000_000_000)}\n${line("layering", 250_000_000)}\n`);
  const progress = JSON.parse(await readFile(own("progress.json"), "utf8"));
  progress.labs.layering = { state: "met", met: "2026-01-02T03:04:05Z" };
  await writeFile(own("progress.json"), JSON.stringify(progress));
  await mkdir(own("passed", "layering"), { recursive: true });
  const dockerfile = `FROM a\nENV A=${token}\nENV GITHUB_TOKEN=hunter2\n`;
  await writeFile(own("passed", "layering", "Dockerfile"), dockerfile);
  return token;
}

test("one page is written into the workspace, and written anew", async () => {
  const token = await withLabMet();
  expect(await run("export")).toMatchObject({ exitCode: 0, stdout: expect.stringContaining("report.md") });
  const page = await readFile(report(), "utf8");
  expect(page).toContain("**1.00 GB to 250 MB.** 75.0 % of the image is gone");
  expect(page).toContain("FROM a\nENV A=****");
  expect(page).toContain("ENV GITHUB_TOKEN=****");
  expect(page).not.toContain(token);
  expect(page).not.toContain("hunter2");
  expect((await run("export")).exitCode).toBe(0);
});

test("what somebody else wrote stays, unless it is forced", async () => {
  await run("goto", "naive");
  await writeFile(report(), "my own notes\n");
  const { exitCode, stderr } = await run("export");
  expect(exitCode).toBe(2);
  expect(stderr).toContain("size-matters did not write it");
  expect(await readFile(report(), "utf8")).toBe("my own notes\n");
  expect((await run("export", "--force")).exitCode).toBe(0);
  expect(await readFile(report(), "utf8")).toContain("# From naive to small");
});

test("it goes where it is told: to a file, to standard output, into a document", async () => {
  const token = await withLabMet();
  expect((await run("export", "--out", "notes/mine.md")).exitCode).toBe(0);
  expect(await readFile(join(home, "notes", "mine.md"), "utf8")).toContain("# From naive to small");
  const { stdout } = await run("export", "--out", "-");
  expect(stdout).toContain("# From naive to small");
  const { stdout: json } = await run("export", "--out", "-", "--json");
  expect(JSON.parse(json)).toMatchObject({ schemaVersion: 1, file: null });
  expect(`${stdout}${json}`).not.toContain(token);
  await expect(readFile(report())).rejects.toThrow("ENOENT");
  expect(await run("export", "--out", ".")).toMatchObject({ exitCode: 2 });
});

test("without a workspace nothing is made", async () => {
  const { exitCode, stderr } = await run("export");
  expect(exitCode).toBe(2);
  expect(stderr).toContain("There is no workspace");
  await expect(readFile(own("id"))).rejects.toThrow("ENOENT");
});
