import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { compareDocument, inspectDocument } from "../../src/inspect/document-schema.ts";
import { file, whiteout } from "../support/archives/entries.ts";
import { docker25, ociLayout } from "../support/archives/layouts.ts";
import { CANARY } from "../support/archives/read.ts";
import { tarOf } from "../support/archives/tar.ts";
import { type ProgramOptions, sizeMatters } from "../support/program.ts";

const ESCAPE = String.fromCharCode(27);
const spec = {
  layers: [
    [file("app/.env", CANARY), file("big", 30_000), file(`evil${ESCAPE}[2J.txt`, "x")],
    [whiteout("app/.env"), whiteout("big")],
  ],
  config: { Env: [`TOKEN=${CANARY}`] },
  tags: ["cat:1"],
};
const archive = tarOf(docker25(spec));

let home: string;
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), "size-matters inspect-"));
  await writeFile(join(home, "cat.tar"), archive);
  await writeFile(
    join(home, "other.tar"),
    tarOf(docker25({ layers: [[file("a", "b")]], tags: ["other:1"] })),
  );
  await writeFile(
    join(home, "two.tar"),
    tarOf(ociLayout([spec, { ...spec, layers: [[file("x", "y")]], tags: ["dog:1"] }])),
  );
  await writeFile(join(home, "token"), `${CANARY}\n`);
  for (const { path, body = "" } of ociLayout([spec])) {
    await mkdir(join(home, "layout", dirname(path)), { recursive: true });
    await writeFile(join(home, "layout", path), body);
  }
});
afterAll(() => rm(home, { recursive: true }));

const run = (args: readonly string[], options: ProgramOptions = {}) =>
  sizeMatters(args, {
    cwd: home,
    // Away from every engine and every cache of this machine.
    env: {
      HOME: home,
      XDG_DATA_HOME: join(home, "data"),
      XDG_CACHE_HOME: join(home, "cache"),
      DOCKER_HOST: "",
    },
    ...options,
  });
const inspect = (...args: string[]) => run(["inspect", ...args, "--private-engine"]);

describe("inspect", () => {
  test("an archive: a summary of 80 columns, without control characters", async () => {
    const { exitCode, stdout, stderr } = await inspect("cat.tar");
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
    expect(stdout).toMatch(/^cat\.tar {2}linux\/amd64 /);
    expect(stdout).toContain("User   root: the image sets no USER");
    expect(Math.max(...stdout.split("\n").map(({ length }) => length))).toBeLessThanOrEqual(80);
    expect(stdout).not.toContain(ESCAPE);
  });

  test("--json is one document that keeps to the schema, the same from a file, a pipe, packed, or a folder", async () => {
    const fromFile = await inspect("cat.tar", "--json", "--find", "token");
    const document = inspectDocument.parse(JSON.parse(fromFile.stdout));
    expect(document.source).toEqual({ kind: "archive", name: "cat.tar" });
    expect(document.image).toMatchObject({ tags: ["cat:1"], wastedBytes: 30_000 + CANARY.length, layers: 2 });
    expect(document.leaks.map(({ place }) => place)).toEqual(expect.arrayContaining(["env", "file"]));
    expect(fromFile.stdout).not.toContain(CANARY);
    const input = ["inspect", "-", "--json", "--find", "token"];
    for (const bytes of [archive, gzipSync(archive)]) {
      const piped = inspectDocument.parse(JSON.parse((await run(input, { input: bytes })).stdout));
      expect(piped).toEqual({ ...document, source: { kind: "archive", name: "standard input" } });
    }
    const folder = inspectDocument.parse(
      JSON.parse((await inspect("layout", "--json", "--find", "token")).stdout),
    );
    expect(folder.waste).toEqual(document.waste);
    expect(folder.leaks.filter(({ place }) => place !== "config")).toEqual(
      document.leaks.filter(({ place }) => place !== "config"),
    );
  });

  test("--sarif is one document", async () => {
    const { stdout, exitCode } = await inspect("cat.tar", "--sarif", "--find", "token");
    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ version: "2.1.0" });
    expect((await inspect("cat.tar", "--sarif", "--json")).exitCode).toBe(2);
  });

  test("--fail-on ends with 1 when broken, 0 when kept, and says which", async () => {
    const broken = await inspect("cat.tar", "--find", "token", "--fail-on", "waste=1kB,leak,efficiency=0");
    expect(broken.exitCode).toBe(1);
    expect(broken.stdout).toMatch(/^waste=1kB: broken\. /m);
    expect(broken.stdout).toMatch(/^leak: broken\. /m);
    expect(broken.stdout).toMatch(/^efficiency=0: kept\. /m);
    expect((await inspect("cat.tar", "--fail-on", "waste=1MB")).exitCode).toBe(0);
    const json = await inspect("cat.tar", "--json", "--fail-on", "root");
    expect(json.exitCode).toBe(1);
    expect(() => inspectDocument.parse(JSON.parse(json.stdout))).not.toThrow();
    expect(json.stderr).toContain("root: broken.");
  });

  test("lists and the tree of a layer", async () => {
    const { stdout } = await inspect("cat.tar", "--layers", "--waste", "--tree", "1");
    expect(stdout).toContain("RUN step 1");
    expect(stdout).toContain("removed  big");
    expect(stdout).toContain("- 30.0 kB in 2 files removed");
    expect((await inspect("cat.tar", "--tree", "2")).stderr).toContain("There is no layer 2");
    expect((await inspect("cat.tar", "--tree", "top")).stderr).toContain('"top" is no layer');
  });

  test("several images in one archive are a question, answered with --tag", async () => {
    const which = await inspect("two.tar");
    expect(which.exitCode).toBe(2);
    expect(which.stderr).toContain("The archive holds 2 images");
    expect((await inspect("two.tar", "--tag", "dog:1")).stdout).toContain("1 B in 1 layer");
  });

  test("--base tells whose each layer is, and refuses a base that the image does not stand on", async () => {
    await writeFile(join(home, "base.tar"), tarOf(docker25({ layers: spec.layers.slice(0, 1) })));
    const { stdout } = await inspect("cat.tar", "--base", "base.tar", "--json");
    const { base, layers } = inspectDocument.parse(JSON.parse(stdout));
    expect(base).toEqual({ name: "base.tar", layers: 1 });
    expect(layers.map(({ owner }) => owner)).toEqual(["base", "image"]);
    const wrong = await inspect("cat.tar", "--base", "other.tar");
    expect(wrong.exitCode).toBe(2);
    expect(wrong.stderr).toContain("cat.tar does not stand on other.tar");
  });
});

describe("what cannot be read is exit code 2 with a sentence", () => {
  test.each([
    ["an empty file", Buffer.alloc(0), "The archive is empty."],
    [
      "random bytes",
      Buffer.from("?".repeat(5000)),
      "The archive is damaged, cut short or no image archive at all",
    ],
    ["half an archive", archive.subarray(0, archive.length / 2), "The archive is damaged, cut short"],
  ])("%s", async (name, bytes, problem) => {
    await writeFile(join(home, "bad.tar"), bytes);
    const { exitCode, stdout, stderr } = await inspect("bad.tar");
    expect(exitCode, name).toBe(2);
    expect(stdout).toBe("");
    expect(stderr).toContain(`Problem: ${problem}`);
    expect(stderr).not.toContain("    at ");
  });

  test("a name that is nothing, without an engine", async () => {
    const { exitCode, stderr } = await inspect("no-such-image");
    expect(exitCode).toBe(2);
    expect(stderr).toContain("There is no file no-such-image, and no Docker engine answers");
  });

  test("no name at all", async () => {
    const { exitCode, stderr } = await run(["inspect"]);
    expect(exitCode).toBe(2);
    expect(stderr).toContain("missing required argument");
  });
});

describe("compare", () => {
  test("two archives: what is different, as a screen and as a document", async () => {
    const { exitCode, stdout } = await run(["compare", "cat.tar", "other.tar"]);
    expect(exitCode).toBe(0);
    expect(stdout).toContain("Layers: the lowest 0 are shared");
    const json = await run(["compare", "cat.tar", "other.tar", "--json", "--find", "token"]);
    const document = compareDocument.parse(JSON.parse(json.stdout));
    expect(document.leaks.added).toEqual([]);
    expect(document.leaks.gone.length).toBeGreaterThan(1);
    expect(json.stdout).not.toContain(CANARY);
  });

  test("one of them may be piped, not both", async () => {
    expect((await run(["compare", "-", "cat.tar"], { input: archive })).stdout).toContain("same");
    const both = await run(["compare", "-", "-"]);
    expect(both.exitCode).toBe(2);
    expect(both.stderr).toContain("Standard input holds one archive");
  });
});
