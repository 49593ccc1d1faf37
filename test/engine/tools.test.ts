import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ToolPlace, Tools } from "../../src/context.ts";
import { pythonName } from "../../src/image/python-name.ts";
import { docker, home, newFolder, onTestEngine } from "../support/engine.ts";
import { testEnvironment } from "../support/engine-setup.ts";
import { sizeMatters } from "../support/program.ts";
import { root } from "../support/references.ts";
import { toolsOnTestEngine } from "../support/tools.ts";

const IMAGE = "size-matters-tools-test:latest";
const RIDDLE = join(root, "labs", "05-dive", "riddle");

let tools: Tools;
let place: ToolPlace;
let folder: string;
let imageId: string;
beforeAll(async () => {
  ({ tools, place } = await toolsOnTestEngine());
  folder = await newFolder();
  await mkdir(join(folder, "app"));
  await docker("build", "-q", "-t", IMAGE, "--label", "size-matters.workspace=tools-test", RIDDLE);
  imageId = await docker("image", "inspect", "-f", "{{.Id}}", IMAGE);
});
afterAll(async () => {
  await docker("image", "rm", "-f", IMAGE);
  await rm(folder, { recursive: true });
});

/** `size-matters run`, with the learner's files in a folder of the test's own. */
const run = (words: string[], env: Record<string, string> = {}) =>
  sizeMatters(["run", "--private-engine", "--workspace", folder, ...words], {
    cwd: folder,
    env: { ...testEnvironment(home), ...env },
  });

describe("dive", () => {
  test("says of an image what the learner reads when they run it", async () => {
    const report = await tools.dive(place, imageId);
    const { exitCode, stdout } = await run(["dive", "--ci", IMAGE]);
    expect(exitCode).toBe(1);
    expect(stdout).toContain(`wastedBytes: ${report.wastedBytes} bytes`);
    // Both copies of the 8 MB, and nothing of the 30 MB in a folder that was removed.
    expect(report.wastedBytes).toBeGreaterThan(16_000_000);
    expect(report.wastedBytes).toBeLessThan(24_000_000);
    const ours = JSON.parse((await onTestEngine(["inspect", IMAGE, "--json"])).stdout);
    expect(report.imageBytes).toBe(ours.image.bytes);
  });

  test("judges by the rules that it is given, and by no others", async () => {
    const lax = await tools.diveRules(
      place,
      imageId,
      "rules:\n  highestWastedBytes: 1GB\n  highestUserWastedPercent: 1\n",
    );
    expect(lax).toMatchObject({ passes: true, problem: null });
    const strict = await tools.diveRules(place, imageId, "rules:\n  highestWastedBytes: 1MB\n");
    expect(strict.passes).toBe(false);
    expect(strict.rules).toContainEqual(
      expect.objectContaining({ name: "highestWastedBytes", outcome: "fail" }),
    );
    const nonsense = await tools.diveRules(place, imageId, "rules:\n  highestWastedBytes: lots\n");
    expect(nonsense.problem).toContain("highestWastedBytes");
  });

  test("goes by the learner's own rules when they run it, whatever CI says", async () => {
    await writeFile(
      join(folder, "app", ".dive-ci"),
      "rules:\n  highestWastedBytes: 1GB\n  highestUserWastedPercent: 1\n",
    );
    expect((await run(["dive", "--ci", IMAGE], { CI: "true" })).exitCode).toBe(0);
    await rm(join(folder, "app", ".dive-ci"));
  });

  test("its containers are gone afterwards", async () => {
    expect(await docker("ps", "-aq", "--filter", "label=size-matters.role=tool")).toBe("");
  });
});

describe("hadolint", () => {
  test("finds in the first rung what the learner reads, and less in the last", async () => {
    const findings = async (rung: string) => {
      const text = await readFile(join(root, "dockerfiles", `${rung}.Dockerfile`), "utf8");
      return (await tools.hadolint(place, text, { pragmas: false })).findings;
    };
    const first = await findings("0_original");
    const shown = await run(["hadolint", join(root, "dockerfiles", "0_original.Dockerfile")]);
    for (const { code, line } of first) expect(shown.stdout).toContain(`Dockerfile:${line} ${code}`);
    expect(first.map(({ code }) => code)).toContain("DL3008");
    const lesson = await readFile(join(root, "labs", "19-hadolint", "steps", "1-read.md"), "utf8");
    const [, told] =
      /began this workshop with has (\d+) findings, the last one of the ladder/.exec(lesson) ?? [];
    expect(first).toHaveLength(Number(told));
    expect(await findings("9_nice_to_haves")).toEqual([]);
  });

  test("a comment and settings count only where they are let", async () => {
    const text = "# hadolint ignore=DL3006\nFROM debian\n";
    const codes = async (how: Parameters<Tools["hadolint"]>[2], of = text) =>
      (await tools.hadolint(place, of, how)).findings.map(({ code }) => code);
    expect(await codes({ pragmas: false })).toEqual(["DL3006"]);
    expect(await codes({ pragmas: true })).toEqual([]);
    const settings = "ignored: [DL3006]\n";
    expect(await codes({ pragmas: false, settings }, "FROM debian\n")).toEqual([]);
  });
});

describe("syft", () => {
  test("lists what our reader finds, and the interpreter that no list of packages names", async () => {
    const { packages, digest } = await tools.syft(place, imageId);
    const ours = JSON.parse((await onTestEngine(["inspect", IMAGE, "--json"])).stdout);
    const keys = (all: readonly { type: string; name: string; version: string; removed?: boolean }[]) =>
      all
        .filter(({ type, removed = false }) => ["deb", "python"].includes(type) && !removed)
        .map(({ type, name, version }) => `${type} ${pythonName(name)} ${version}`)
        .sort();
    expect(keys(packages)).toEqual(keys(ours.packages));
    expect(packages).toContainEqual(expect.objectContaining({ type: "binary", name: "python" }));
    expect(digest).toMatch(/^sha256:[0-9a-f]{64}$/);
  });

  test("calls the image the same in both formats that a learner makes", async () => {
    const { digest } = await tools.syft(place, imageId);
    const spdx = JSON.parse((await run(["syft", "-o", "spdx-json", IMAGE])).stdout);
    const cyclonedx = JSON.parse((await run(["syft", "-o", "cyclonedx-json", IMAGE])).stdout);
    const root = spdx.packages.find(
      ({ primaryPackagePurpose }: { primaryPackagePurpose?: string }) =>
        primaryPackagePurpose === "CONTAINER",
    );
    expect([root.versionInfo, cyclonedx.metadata.component.version]).toEqual([digest, digest]);
  });
});

describe("trivy", () => {
  // Made up, and put together so that nobody's scanner finds it here.
  const TOKEN = `ghp_${"k3Jw9QzL1xVb7RtY5mNc".repeat(2).slice(0, 36)}`;
  const build = async (name: string, texts: Record<string, string>) => {
    const context = join(folder, name);
    await mkdir(context);
    for (const [file, text] of Object.entries(texts)) await writeFile(join(context, file), text);
    const tag = `size-matters-tools-test:${name}`;
    await docker("build", "-q", "-t", tag, "--label", "size-matters.workspace=tools-test", context);
    return { tag, id: await docker("image", "inspect", "-f", "{{.Id}}", tag) };
  };
  const withFlask = (version: string) =>
    build(`flask-${version}`, {
      METADATA: `Metadata-Version: 2.1\nName: Flask\nVersion: ${version}\n`,
      Dockerfile: `FROM scratch\nCOPY METADATA /usr/lib/python3.13/site-packages/flask-${version}.dist-info/\n`,
    });

  test("sees a token in a file that is removed, and one in the environment, as the learner does", async () => {
    const { tag, id } = await build("leak", {
      ".env": `GITHUB_TOKEN=${TOKEN}\n`,
      Dockerfile: `FROM ${IMAGE}\nCOPY .env /app/.env\nRUN rm /app/.env\nENV GITHUB_TOKEN=${TOKEN}\n`,
    });
    const { secrets, misconfigurations } = await tools.trivy(place, id);
    const layers: string[] = JSON.parse(
      await docker("image", "inspect", "-f", "{{json .RootFS.Layers}}", tag),
    );
    expect(secrets).toContainEqual(
      expect.objectContaining({ rule: "github-pat", path: "/app/.env", diffId: layers.at(-2) }),
    );
    expect(secrets).toContainEqual(expect.objectContaining({ rule: "github-pat", path: null, diffId: null }));
    expect(misconfigurations.map((one) => one.id)).toEqual(expect.arrayContaining(["DS-0002", "DS-0031"]));
    const shown = await run(["trivy", "--scanners", "secret", tag], { TRIVY_SEVERITY: "LOW" });
    expect(shown.stdout).toContain("/app/.env");
    expect(shown.stdout).not.toContain(TOKEN);
    expect(shown.stderr).not.toContain("demonstration database");
    await docker("image", "rm", tag);
  });

  test("finds the release with a published vulnerability, and nothing in the mended one", async () => {
    const old = await withFlask("3.1.2");
    const { database, vulnerabilities } = await tools.trivyVulnerabilities(place, old.id);
    expect(
      vulnerabilities.map(({ id, installed, fixed, severity }) => [id, installed, fixed, severity]),
    ).toEqual([["CVE-2026-27205", "3.1.2", "3.1.3", "LOW"]]);
    const shown = await run(["trivy", old.tag]);
    expect(shown.stdout).toContain("CVE-2026-27205");
    expect(shown.stderr).toContain(
      `demonstration database: ${database.advisories} advisories, collected ${database.date}`,
    );
    const mended = await withFlask("3.1.3");
    expect((await tools.trivyVulnerabilities(place, mended.id)).vulnerabilities).toEqual([]);
    await docker("image", "rm", old.tag, mended.tag);
  });
});

test("a tool that is no tool, or an image that is none, is exit code 2 with a sentence", async () => {
  const unknown = await run(["divr", IMAGE]);
  expect(unknown.exitCode).toBe(2);
  expect(unknown.stderr).toContain("dive");
  const missing = await run(["dive", "--ci", "no-such-image"]);
  expect(missing.exitCode).toBe(2);
  expect(missing.stderr).toContain("has no image no-such-image");
});
