import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { diskFiles } from "../../../src/edges/files.ts";
import { UserError } from "../../../src/errors.ts";
import { inWorkspace, openWorkspace, workspaceFolder } from "../../../src/guide/workspace.ts";
import { fakeHost } from "../../support/fakes.ts";

let root: string;
let naive: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "size-matters-ünit "));
  naive = join(root, "0.Dockerfile");
  await mkdir(join(root, "package", "cat_app"), { recursive: true });
  await writeFile(join(root, "package", "cat_app", "app.py"), "cats\n");
  await writeFile(naive, "FROM naive\n");
});
afterEach(() => rm(root, { recursive: true }));

const outside = () => ({
  files: diskFiles,
  host: fakeHost({ cwd: root, packageFolder: join(root, "package") }),
  signal: new AbortController().signal,
});
const folder = () => join(root, "workspace");
const open = () => openWorkspace(outside(), folder(), naive);
const modeOf = async (path: string) => ((await stat(path)).mode & 0o777).toString(8);

test("a new workspace holds the app with the naive Dockerfile, and its secrets beside it, for the owner only", async () => {
  const workspace = await open();
  expect(await readFile(workspace.dockerfile, "utf8")).toBe("FROM naive\n");
  expect(await readFile(join(workspace.app, "app.py"), "utf8")).toBe("cats\n");
  expect(workspace.secrets.tokenFile.startsWith(workspace.app)).toBe(false);
  expect(await modeOf(join(folder(), ".size-matters"))).toBe("700");
  expect(await modeOf(workspace.secrets.tokenFile)).toBe("600");
  const [token, netrc] = await Promise.all([
    readFile(workspace.secrets.tokenFile, "utf8"),
    readFile(workspace.secrets.netrcFile, "utf8"),
  ]);
  expect(token).toMatch(/^cat-[0-9a-f]{48}$/);
  expect(netrc).toBe(`machine feed login learner password ${token}\n`);
});

test("opening it again changes nothing of the learner's", async () => {
  const first = await open();
  await writeFile(first.dockerfile, "FROM mine\n");
  const second = await open();
  expect(second.id).toBe(first.id);
  expect(await readFile(second.dockerfile, "utf8")).toBe("FROM mine\n");
});

test("two workspaces have different ids and tokens", async () => {
  const [one, two] = [await open(), await openWorkspace(outside(), join(root, "other"), naive)];
  expect(one.id).not.toBe(two.id);
  expect(await readFile(one.secrets.tokenFile, "utf8")).not.toBe(
    await readFile(two.secrets.tokenFile, "utf8"),
  );
});

test("a command inside a workspace is about that workspace", async () => {
  const { app } = await open();
  const host = fakeHost({ cwd: join(app, "cat_app") });
  expect(await workspaceFolder({ ...outside(), host }, undefined)).toBe(folder());
  expect(await workspaceFolder(outside(), undefined)).toBe(folder());
  expect(await workspaceFolder(outside(), "/named")).toBe("/named");
});

test("a second command in the same workspace is told to wait", async () => {
  const workspace = await open();
  await inWorkspace(outside(), workspace, async () => {
    const second = inWorkspace(outside(), workspace, async () => "in");
    await expect(second).rejects.toThrow(`Another size-matters is at work in the workspace ${folder()}.`);
  });
  expect(await inWorkspace(outside(), workspace, async () => "in")).toBe("in");
});

test("a folder that cannot be made is a sentence with a fix", async () => {
  await writeFile(folder(), "a file is in the way");
  const error = await open().catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(UserError);
  expect((error as UserError).fix).toContain("--workspace");
});

const progressFile = () => join(folder(), ".size-matters", "progress.json");
const cold = { seconds: 51.5, date: "2026-01-01T00:00:00.000Z", of: "k1" };

test("a cold build is remembered for just what it was a build of", async () => {
  await (await open()).progress.recordColdBuild("original", cold);
  const { progress } = await open();
  expect(progress.coldBuild("original", "k1")).toEqual(cold);
  expect(progress.coldBuild("original", "another Dockerfile")).toBeNull();
  expect(progress.coldBuild("poetry", "k1")).toBeNull();
});

test.each([
  ["broken", "{", null],
  ["older", JSON.stringify({ version: 0, cold: { original: cold, poetry: { seconds: "many" } } }), cold],
])("a %s progress file is kept aside and read as far as it goes", async (_, text, read) => {
  await open();
  await writeFile(progressFile(), text);
  const { progress } = await open();
  expect(progress.coldBuild("original", "k1")).toEqual(read);
  expect(progress.coldBuild("poetry", "k1")).toBeNull();
  const kept = (await diskFiles.list(join(folder(), ".size-matters"))).filter((name) =>
    name.startsWith("progress.json.kept-"),
  );
  expect(await readFile(join(folder(), ".size-matters", kept[0] ?? ""), "utf8")).toBe(text);
});

test("a progress file of a newer version is left as it is", async () => {
  await open();
  await writeFile(progressFile(), JSON.stringify({ version: 2 }));
  await expect(open()).rejects.toThrow("written by a newer size-matters");
  expect(await readFile(progressFile(), "utf8")).toBe(JSON.stringify({ version: 2 }));
});
