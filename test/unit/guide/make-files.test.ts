import { expect, test } from "vitest";
import type { ToolJob, Tools, Workshop } from "../../../src/context.ts";
import type { Leg } from "../../../src/guide/leg.ts";
import { byHandLines, makeFiles } from "../../../src/guide/make-files.ts";
import type { Workspace } from "../../../src/guide/workspace.ts";
import type { Lab } from "../../../src/labs/lab.ts";

const made = (format: string) => [{ file: `sbom.${format}`, run: ["syft", "-o", format] }];
const lab = {
  id: "list",
  file: {
    token: "secret",
    reference: { made: made("spdx-json") },
    alternatives: { other: { edits: [], made: made("cyclonedx-json") } },
    wrong: { none: { edits: [], made: [] } },
  },
} as unknown as Lab;
const workspace = { id: "w", app: "/w/app", dockerfile: "/w/app/Dockerfile" } as unknown as Workspace;

async function filesOf(leg: Leg, built: object = { ok: true, imageId: "sha256:1" }) {
  const jobs: ToolJob[] = [];
  const written = new Map<string, unknown>();
  const files = { write: async (path: string, text: unknown) => written.set(path, text) };
  const run: Tools["run"] = async (_, job) => {
    jobs.push(job);
    return { by: "syft", exitCode: 0, stdout: `printed ${job.args.join(" ")}`, stderr: "", written: null };
  };
  const outside = { files, tools: { run }, engines: { build: async () => built } };
  const place = { workshop: {} as Workshop, workspace, lab };
  await makeFiles(outside as unknown as Parameters<typeof makeFiles>[0], place, leg);
  return { jobs, read: (name: string) => written.get(`/w/app/${name}`) };
}

test("a file of the reference holds what the tool prints of the image of its files", async () => {
  const { jobs, read } = await filesOf({ kind: "reference" });
  expect(jobs).toMatchObject([{ tool: "syft", imageId: "sha256:1" }]);
  expect(read("sbom.spdx-json")).toBe("printed scan -o spdx-json docker-archive:image.tar");
});

test("an attempt has its own, and the start none", async () => {
  expect((await filesOf({ kind: "alternative", name: "other" })).jobs).toMatchObject([
    { args: ["scan", "-o", "cyclonedx-json", "docker-archive:image.tar"] },
  ]);
  expect((await filesOf({ kind: "wrong", name: "none" })).jobs).toEqual([]);
  expect((await filesOf({ kind: "start" })).jobs).toEqual([]);
});

test("without an image nothing is made", async () => {
  expect((await filesOf({ kind: "reference" }, { ok: false })).jobs).toEqual([]);
});

test("what is typed by hand names the image and the file", () => {
  const words = "  size-matters run syft -o spdx-json size-matters/w:list > app/sbom.spdx-json";
  expect(byHandLines(workspace, lab)).toContain(words);
  expect(byHandLines(workspace, { ...lab, file: { ...lab.file, reference: undefined } })).toEqual([]);
});
